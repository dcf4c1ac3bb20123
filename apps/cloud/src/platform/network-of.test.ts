import { expect, test } from 'vitest';
import { networkOf } from './network-of.ts';

test('an IPv4 address stands for itself', () => {
  expect(networkOf('203.0.113.9')).toBe('203.0.113.9');
  expect(networkOf('unknown')).toBe('unknown');
});

test('an IPv6 address stands for its network', () => {
  expect(networkOf('2001:db8:1:2:aaaa:bbbb:cccc:dddd')).toBe('2001:db8:1:2::/64');
  expect(networkOf('2001:DB8:1:2::1')).toBe(networkOf('2001:db8:0001:0002:ffff::'));
  expect(networkOf('2001:db8::1')).toBe('2001:db8:0:0::/64');
  expect(networkOf('::1')).toBe('0:0:0:0::/64');
  expect(networkOf('fe80::1%eth0')).toBe('fe80:0:0:0::/64');
});
