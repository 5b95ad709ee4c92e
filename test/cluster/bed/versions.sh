# What the test-bed is made of. Every version is pinned here, and nowhere else.
# shellcheck shell=bash disable=SC2034
KUBERNETES_VERSION=${KUBERNETES_VERSION:-1.37.2}
KUBERNETES_VERSION=${KUBERNETES_VERSION#v}
ETCD_VERSION=3.6.5
KWOK_VERSION=0.7.0
COREDNS_VERSION=1.12.4
# its TLSRoute needs Kubernetes 1.31; older versions get the second
GATEWAY_API_VERSION=1.6.1
GATEWAY_API_VERSION_BEFORE_1_31=1.4.1
MAVEN_DEPENDENCY_PLUGIN_VERSION=3.6.1
