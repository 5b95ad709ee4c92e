#!/bin/sh
# Counts a hit and tells how many there are. It keeps nothing itself, and asks again where a node does not answer.
ask() { # NODE
  printf 'INCR hits\r\nQUIT\r\n' | timeout 2 nc "${1%:*}" "${1##*:}" | head -n 1 | tr -d '\r'
}

for try in 1 2 3; do
  reply=$(ask "$REDIS")
  # another node has the key
  case $reply in -MOVED*) reply=$(ask "${reply##* }") ;; esac
  case $reply in
    :*)
      printf 'Content-Type: text/plain\r\n\r\n%s\n' "${reply#:}"
      exit
      ;;
  esac
done
printf 'Status: 503 Service Unavailable\r\nContent-Type: text/plain\r\n\r\nno hit was counted: %s\n' "$reply"
