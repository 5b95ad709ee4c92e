# Keeps the namespaces of a pod.
packages=()
command='["sleep", "infinity"]'
