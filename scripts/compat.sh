#!/usr/bin/env bash
# Compares the API with that of the last release. Before 1.0 it may change, and there is nothing to hold it against.
set -euo pipefail

if answer=$(npm view --loglevel error cdk8s-stateful-app version 2>&1); then
  released=$answer
elif [[ $answer == *E404* ]]; then
  released=
else
  echo "$answer" >&2
  exit 1
fi
case $released in
  '') echo 'API not compared: there is no release yet' ;;
  0.*) echo "API not compared: the last release is $released, and promises hold from 1.0 on" ;;
  *) npx projen compat ;;
esac
