/** What the kubelet lets every pod set, by the first version that does; some of it needs a kernel that has it for each namespace. */
const SAFE: ReadonlyMap<string, string> = new Map(Object.entries({
  'kernel.shm_rmid_forced': '1.28',
  'net.ipv4.ip_local_port_range': '1.28',
  'net.ipv4.tcp_syncookies': '1.28',
  'net.ipv4.ping_group_range': '1.28',
  'net.ipv4.ip_unprivileged_port_start': '1.28',
  'net.ipv4.ip_local_reserved_ports': '1.28',
  'net.ipv4.tcp_keepalive_time': '1.29',
  'net.ipv4.tcp_fin_timeout': '1.29',
  'net.ipv4.tcp_keepalive_intvl': '1.29',
  'net.ipv4.tcp_keepalive_probes': '1.29',
  'net.ipv4.tcp_rmem': '1.32',
  'net.ipv4.tcp_wmem': '1.32',
  'net.ipv4.tcp_notsent_lowat': '1.37',
  'net.ipv4.tcp_slow_start_after_idle': '1.37',
}));

/**
 * A kernel parameter with dots, as the kubelet compares it: `net/ipv4/tcp_rmem` is net.ipv4.tcp_rmem.
 */
export function kernelParameter(written: string): string {
  const separator = /[./]/.exec(written)?.[0];
  // with a slash first, dots are part of the name of an interface
  return separator === '/' ? written.replace(/[./]/g, character => character === '/' ? '.' : '/') : written;
}

/**
 * The first version of Kubernetes whose kubelet lets every pod set the parameter; undefined where none does.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.37.2/pkg/kubelet/sysctl/safe_sysctls.go
 */
export function safeFrom(parameter: string): string | undefined {
  return SAFE.get(parameter);
}

/**
 * Which part of the node a parameter belongs to where pods have one of their own: `IPC` or `Net`. No kubelet can be told to allow
 * others, as they change the whole node.
 *
 * @see https://github.com/kubernetes/component-helpers/blob/v0.36.3/node/util/sysctl/namespace.go
 */
export function namespaceOf(parameter: string): 'IPC' | 'Net' | undefined {
  if (/^kernel\.(sem|shmall|shmmax|shmmni|shm_rmid_forced|msgmax|msgmnb|msgmni)$/.test(parameter) || parameter.startsWith('fs.mqueue.')) {
    return 'IPC';
  }
  return parameter.startsWith('net.') ? 'Net' : undefined;
}
