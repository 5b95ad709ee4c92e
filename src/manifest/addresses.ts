import { isIPv4, isIPv6 } from 'net';

/**
 * Why Kubernetes would not take `address` as an IP address, or undefined. It overlooks zeros at the start of a number.
 */
export function addressFault(address: string): string | undefined {
  const isAddress = isIPv4(address.replace(/(^|\.)0+(?=[0-9])/g, '$1')) || (isIPv6(address) && !address.includes('%'));
  return isAddress ? undefined : 'is not an IP address; write it as 192.0.2.1 or 2001:db8::1';
}

/**
 * Why `block` is not a range of addresses in CIDR notation that begins with its first address, or undefined.
 */
export function cidrFault(block: string): string | undefined {
  // the API server, too, looks at it without the space around it
  const [, address = '', length = ''] = /^(.*)\/([0-9]{1,3})$/.exec(block.trim()) ?? [];
  const bits = bitsOf(address);
  return bits !== undefined && Number(length) <= bits.length && !bits.slice(Number(length)).includes('1')
    ? undefined
    : 'is not a CIDR block; write it as 192.0.2.0/24 or 2001:db8::/64, from its first address';
}

function bitsOf(address: string): string | undefined {
  if (isIPv4(address)) {
    return address.split('.').map(byte => Number(byte).toString(2).padStart(8, '0')).join('');
  }
  // an IPv4 address within an IPv6 address has no use here
  if (isIPv6(address) && !/[.%]/.test(address)) {
    const [head, tail] = address.split('::').map(half => half.split(':').filter(group => group !== ''));
    const zeros = tail ? Array<string>(8 - head.length - tail.length).fill('0') : [];
    return [...head, ...zeros, ...tail ?? []].map(group => parseInt(group, 16).toString(2).padStart(16, '0')).join('');
  }
  return undefined;
}
