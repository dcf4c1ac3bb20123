import { describe, expect, it } from 'vitest';
import { normalizeAddress } from './school-address.ts';

describe('normalizeAddress', () => {
  it.each([
    ['northfield.example.org', 'https://northfield.example.org'],
    [' Northfield.Example.org/ ', 'https://northfield.example.org'],
    ['https://northfield.example.org/courses?page=2', 'https://northfield.example.org'],
    ['http://northfield.example.org', 'https://northfield.example.org'],
    ['northfield.example.org:8443', 'https://northfield.example.org:8443'],
    ['northfield.localhost:4000', 'http://northfield.localhost:4000'],
    ['https://northfield.localhost:4000', 'https://northfield.localhost:4000'],
    ['localhost:4000', 'http://localhost:4000'],
    ['127.0.0.1:4000/x', 'http://127.0.0.1:4000'],
    ['schüle.example', 'https://xn--schle-mva.example'],
  ])('reads %s as %s', (typed, address) => {
    expect(normalizeAddress(typed)).toEqual({ ok: true, value: address });
  });

  it.each([
    '',
    '  ',
    'northfield',
    'north field.example',
    'https://',
    'ftp://a.example',
    'https://me:secret@a.example',
    'a..b',
  ])('refuses %j', (typed) => {
    expect(normalizeAddress(typed)).toEqual({ ok: false, failure: 'INVALID_ADDRESS' });
  });
});
