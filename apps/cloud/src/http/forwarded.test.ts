import { describe, expect, test } from 'vitest';
import { createForwarded } from './forwarded.ts';

type Headers = Readonly<Record<string, string>>;

const reader =
  (trustedProxies: readonly string[]) =>
  (peer: string | undefined, headers: Headers = {}) =>
    createForwarded(trustedProxies)({ peer, header: (name) => headers[name] });

const from = (list: string): Headers => ({ 'x-forwarded-for': list });

describe('without a proxy of ours', () => {
  const read = reader([]);

  test('the headers mean nothing', () => {
    const forged = {
      ...from('203.0.113.9'),
      'x-forwarded-host': 'other.example',
      'x-forwarded-proto': 'http',
    };
    expect(read('198.51.100.7', { ...forged, host: 'own.example' })).toEqual({
      clientAddress: '198.51.100.7',
      hostHeader: 'own.example',
      scheme: null,
    });
    expect(read('::ffff:198.51.100.7', forged).clientAddress).toBe('198.51.100.7');
  });

  test('a socket without an address is still somebody', () => {
    expect(read(undefined, from('203.0.113.9')).clientAddress).toBe('unknown');
  });
});

describe('behind our proxies', () => {
  const read = reader(['10.0.0.0/8', '192.0.2.1', '2001:db8::/32']);
  const clientOf = (peer: string, list: string) => read(peer, from(list)).clientAddress;

  test('the last address that is not ours counts', () => {
    expect(clientOf('10.1.2.3', '203.0.113.9')).toBe('203.0.113.9');
    expect(clientOf('::ffff:10.1.2.3', '203.0.113.9')).toBe('203.0.113.9');
    expect(clientOf('10.1.2.3', '203.0.113.9, 192.0.2.1')).toBe('203.0.113.9');
    expect(clientOf('2001:db8::1', '2001:4860::1')).toBe('2001:4860::1');
  });

  test('a port beside it is no part of it', () => {
    expect(clientOf('10.1.2.3', '203.0.113.9:41000')).toBe('203.0.113.9');
    expect(clientOf('10.1.2.3', '[2001:4860::1]:41000')).toBe('2001:4860::1');
  });

  test('what the visitor wrote before that does not', () => {
    expect(clientOf('10.1.2.3', '198.51.100.1, 203.0.113.9')).toBe('203.0.113.9');
    expect(clientOf('10.1.2.3', '10.9.9.9, 203.0.113.9')).toBe('203.0.113.9');
  });

  test('a stranger cannot claim to be a proxy', () => {
    expect(clientOf('198.51.100.7', '203.0.113.9')).toBe('198.51.100.7');
  });

  test('nonsense ends the search', () => {
    expect(clientOf('10.1.2.3', 'unknown')).toBe('10.1.2.3');
    expect(read('10.1.2.3').clientAddress).toBe('10.1.2.3');
  });

  test('host and scheme are those that the nearest of them has written', () => {
    const headers = {
      host: 'internal:4000',
      'x-forwarded-host': 'forged.example, school.example',
      'x-forwarded-proto': 'http, HTTPS',
    };
    expect(read('10.1.2.3', headers)).toMatchObject({ hostHeader: 'school.example', scheme: 'https' });
    expect(read('10.1.2.3', { host: 'school.example', 'x-forwarded-proto': 'gopher' })).toMatchObject({
      hostHeader: 'school.example',
      scheme: null,
    });
  });
});
