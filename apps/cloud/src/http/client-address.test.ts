import { describe, expect, test } from 'vitest';
import { createClientAddressOf } from './client-address.ts';

describe('without a proxy of ours', () => {
  const addressOf = createClientAddressOf([]);

  test('X-Forwarded-For means nothing', () => {
    expect(addressOf('198.51.100.7', '203.0.113.9')).toBe('198.51.100.7');
    expect(addressOf('::ffff:198.51.100.7', '203.0.113.9')).toBe('198.51.100.7');
  });

  test('a socket without an address is still somebody', () => {
    expect(addressOf(undefined, '203.0.113.9')).toBe('unknown');
  });
});

describe('behind our proxies', () => {
  const addressOf = createClientAddressOf(['10.0.0.0/8', '192.0.2.1', '2001:db8::/32']);

  test('the last address that is not ours counts', () => {
    expect(addressOf('10.1.2.3', '203.0.113.9')).toBe('203.0.113.9');
    expect(addressOf('10.1.2.3', '203.0.113.9, 192.0.2.1')).toBe('203.0.113.9');
    expect(addressOf('2001:db8::1', '2001:4860::1')).toBe('2001:4860::1');
  });

  test('what the visitor wrote before that does not', () => {
    expect(addressOf('10.1.2.3', '198.51.100.1, 203.0.113.9')).toBe('203.0.113.9');
    expect(addressOf('10.1.2.3', '10.9.9.9, 203.0.113.9')).toBe('203.0.113.9');
  });

  test('a stranger cannot claim to be a proxy', () => {
    expect(addressOf('198.51.100.7', '203.0.113.9')).toBe('198.51.100.7');
  });

  test('nonsense ends the search', () => {
    expect(addressOf('10.1.2.3', 'unknown')).toBe('10.1.2.3');
    expect(addressOf('10.1.2.3', undefined)).toBe('10.1.2.3');
  });
});
