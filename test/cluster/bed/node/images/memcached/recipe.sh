# memcached with the user's number of the official image.
packages=(memcached)
command='["memcached"]'
user=memcache:11211
