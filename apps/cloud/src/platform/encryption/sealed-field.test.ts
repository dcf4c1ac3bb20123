import { createSecretKey, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createMasterKeys, newDataKey, rewrapKey, unwrapKey } from './master-keys.ts';
import { blindIndex, generationOf, openField, sealField, type FieldPlace } from './sealed-field.ts';

/** OpenSSL's words, or that it is too short. */
const REFUSED = /unable to authenticate data|too short/;
const seed = 20_261_128;
const newKey = () => createSecretKey(randomBytes(32));
const key = { generation: 3, key: newKey() };
const place: FieldPlace = {
  tenantId: '0190f0a0-0000-7000-8000-000000000001',
  table: 'payment_attempt',
  field: 'checkout_id',
  row: ['0190f0a0-0000-7000-8000-000000000002', '1'],
};
const text = fc.string({ unit: 'binary', maxLength: 300 });

test('what is sealed is read in its place, and is never the same twice', () => {
  fc.assert(
    fc.property(text, (plain) => {
      const sealed = sealField(key, place, plain);
      expect(openField(key, place, sealed)).toBe(plain);
      expect(generationOf(sealed)).toBe(3);
      expect(sealField(key, place, plain)).not.toEqual(sealed);
    }),
    { seed },
  );
});

test('whatever bit of it is changed, and wherever it is cut, it is refused', () => {
  const sealed = sealField(key, place, 'cs_test_a1');
  for (let bit = 8; bit < sealed.length * 8; bit++) {
    const changed = sealed.slice();
    changed[bit >> 3] = (changed[bit >> 3] ?? 0) ^ (1 << (bit & 7));
    // The header says which key opens it.
    const generation = generationOf(changed) ?? 0;
    expect(() => openField({ ...key, generation }, place, changed), `bit ${bit}`).toThrow(REFUSED);
  }
  for (let bit = 0; bit < 8; bit++) {
    const changed = sealed.slice();
    changed[0] = (changed[0] ?? 0) ^ (1 << bit);
    expect(generationOf(changed)).toBeNull();
  }
  for (let length = 0; length < sealed.length; length++)
    expect(() => openField(key, place, sealed.slice(0, length)), `${length} bytes`).toThrow(REFUSED);
  expect(() => openField(key, place, new Uint8Array([...sealed, 0]))).toThrow(REFUSED);
});

test('in any other place, under any other key or generation it is refused', () => {
  const sealed = sealField(key, place, 'cs_test_a1');
  const elsewhere: readonly Partial<FieldPlace>[] = [
    { tenantId: '0190f0a0-0000-7000-8000-000000000009' },
    { table: 'pledge' },
    { field: 'checkout_url' },
    { row: [place.row[0] ?? '', '2'] },
    { row: ['0190f0a0-0000-7000-8000-000000000009', '1'] },
    // The same words with other bounds between them.
    { field: 'checkout_id","0190f0a0-0000-7000-8000-000000000002', row: ['1'] },
    { row: [`${place.row[0]}","1`] },
  ];
  for (const other of elsewhere)
    expect(() => openField(key, { ...place, ...other }, sealed), JSON.stringify(other)).toThrow(REFUSED);
  expect(() => openField({ ...key, key: newKey() }, place, sealed)).toThrow(REFUSED);
  expect(() => openField({ ...key, generation: 4 }, place, sealed)).toThrow(REFUSED);
});

test('blind indexes are equal for equal values of one field of one school alone', () => {
  fc.assert(
    fc.property(text, text, (one, other) => {
      const of = (plain: string, changed: Partial<FieldPlace> = {}) =>
        Buffer.from(blindIndex(key.key, { ...place, ...changed }, plain)).toString('hex');
      expect(of(one) === of(other)).toBe(one === other);
      expect(of(one)).not.toBe(of(one, { tenantId: '0190f0a0-0000-7000-8000-000000000009' }));
      expect(of(one)).not.toBe(of(one, { field: 'payment_id' }));
    }),
    { seed },
  );
});

const material = (fill: number) => new Uint8Array(32).fill(fill);
const older = createMasterKeys([['2026', material(1)]]);
const both = createMasterKeys([
  ['2027', material(2)],
  ['2026', material(1)],
]);
const name = { tenantId: place.tenantId, purpose: 'field', generation: 1 } as const;

test('a data key stays the same under a new master key', () => {
  const before = newDataKey(older, name);
  const after = rewrapKey(both, name, before);
  expect(after.masterKey).toBe(both.current.reference);
  expect(unwrapKey(both.current, name, after).equals(unwrapKey(older.current, name, before))).toBe(true);
  expect(() => rewrapKey(older, name, after)).toThrow(/2027\.[0-9a-f]{16} is not in MASTER_KEYS/);
});

test('a wrapped key is refused for another school, purpose or generation, and when a byte is changed', () => {
  const wrapped = newDataKey(older, name);
  const unwrap =
    (changed: object, bytes = wrapped.wrapped) =>
    () =>
      unwrapKey(older.current, { ...name, ...changed }, { ...wrapped, wrapped: bytes });
  expect(unwrap({ tenantId: '0190f0a0-0000-7000-8000-000000000009' })).toThrow(REFUSED);
  expect(unwrap({ purpose: 'index' })).toThrow(REFUSED);
  expect(unwrap({ generation: 2 })).toThrow(REFUSED);
  for (let at = 0; at < wrapped.wrapped.length; at++)
    expect(
      unwrap(
        {},
        wrapped.wrapped.map((byte, index) => (index === at ? byte ^ 1 : byte)),
      ),
    ).toThrow(REFUSED);
});
