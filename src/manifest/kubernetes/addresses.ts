import { isIPv4, isIPv6 } from 'net';
import { Problem } from './problem';

/**
 * Why `address` is not an IP address, or undefined.
 *
 * @param isStrict whether a zero before a number and an IPv4 address within an IPv6 address are wrong, too; they are
 *   from Kubernetes 1.36 on
 */
export function addressProblem(address: string, isStrict: boolean = true): Problem | undefined {
  const plain = isStrict ? address : withoutZeros(address);
  const isMapped = /^::ffff:/i.test(plain);
  return isIPv4(plain) || (isIPv6(plain) && !plain.includes('%') && !(isStrict && isMapped))
    ? undefined
    : { problem: 'is not an IP address', fix: 'write it as 192.0.2.10 or 2001:db8::10' };
}

/**
 * Whether both are IPv6 addresses, or neither is.
 */
export function areOfOneFamily(one: string, other: string): boolean {
  return one.includes(':') === other.includes(':');
}

/**
 * Whether the address means no host that others could reach: unspecified, loopback or link-local.
 */
export function isSpecialAddress(address: string): boolean {
  return /^(0\.0\.0\.0$|127\.|169\.254\.|224\.0\.0\.|::1?$|fe[89ab][0-9a-f]:|ff02:)/i.test(address);
}

/**
 * Why `block` is not a range of addresses in CIDR notation that begins with its first address, or undefined.
 *
 * @param isStrict whether an address within the block is wrong, too; it is from Kubernetes 1.36 on
 */
export function cidrProblem(block: string, isStrict: boolean = true): Problem | undefined {
  // the API server ignores space around it, too
  const [, address = '', length = ''] = /^(.*)\/([0-9]{1,3})$/.exec(block.trim()) ?? [];
  if (!isStrict && addressProblem(address, false) === undefined && Number(length) <= (address.includes(':') ? 128 : 32)) {
    return undefined;
  }
  const bits = bitsOf(address);
  return bits !== undefined && Number(length) <= bits.length && !bits.slice(Number(length)).includes('1')
    ? undefined
    : { problem: 'is not a CIDR block', fix: 'write it as 192.0.2.0/24 or 2001:db8::/64, from its first address' };
}

function withoutZeros(address: string): string {
  return address.includes(':') ? address : address.split('.').map(byte => byte.replace(/^0+(?=[0-9])/, '')).join('.');
}

function bitsOf(address: string): string | undefined {
  if (isIPv4(address)) {
    return address.split('.').map(byte => Number(byte).toString(2).padStart(8, '0')).join('');
  }
  // not for an IPv4 address within an IPv6 address, nor for one with a zone
  if (isIPv6(address) && !/[.%]/.test(address)) {
    const [head, tail] = address.split('::').map(half => half.split(':').filter(group => group !== ''));
    const zeros = tail ? Array<string>(8 - head.length - tail.length).fill('0') : [];
    return [...head, ...zeros, ...tail ?? []].map(group => parseInt(group, 16).toString(2).padStart(16, '0')).join('');
  }
  return undefined;
}
