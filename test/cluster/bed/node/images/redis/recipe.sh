# Redis with the user's number of the official image.
packages=(redis-server redis-tools)
command='["redis-server"]'
user=redis:999
