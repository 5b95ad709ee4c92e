# What most tests run: a web server, and what a test asks with from inside (getent, dig).
packages=(nginx-light libc-bin bind9-dnsutils)
command='["nginx"]'
directories=(/var/lib/nginx /var/log/nginx)
