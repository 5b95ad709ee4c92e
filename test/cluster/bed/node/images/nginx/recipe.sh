# nginx as nginxinc/nginx-unprivileged has it: with its user's number, its port and the only place that it writes to.
packages=(nginx-light)
command='["nginx"]'
user=nginx:101
