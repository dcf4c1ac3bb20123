/**
 * Envelope encryption, the inner layer: one field of one row, under a data key of its school.
 *
 *     byte 0      version, 1
 *     bytes 1–4   generation of the data key, big-endian
 *     the rest    authenticated-encryption.ts
 *
 * The header and the field's place (school, table, field, row) are bound to it: it cannot be read anywhere else.
 */
import { createHmac, type KeyObject } from 'node:crypto';
import { decrypt, encrypt } from './authenticated-encryption.ts';

export interface FieldPlace {
  readonly tenantId: string;
  readonly table: string;
  readonly field: string;
  /** The primary key without the school. */
  readonly row: readonly string[];
}

const VERSION = 1;
export const HEADER_BYTES = 5;

/** The first bytes of everything that is sealed under a generation. */
export function headerOf(generation: number): Uint8Array {
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeUInt8(VERSION, 0);
  header.writeUInt32BE(generation, 1);
  return new Uint8Array(header);
}

/** Null: it is none that we can read. */
export function generationOf(sealed: Uint8Array): number | null {
  if (sealed.length < HEADER_BYTES || sealed[0] !== VERSION) return null;
  return Buffer.from(sealed).readUInt32BE(1);
}

const bound = ({ tenantId, table, field, row }: FieldPlace, generation: number): string =>
  JSON.stringify(['educrowd field', VERSION, generation, tenantId, table, field, ...row]);

export interface DataKey {
  readonly generation: number;
  readonly key: KeyObject;
}

export const sealField = ({ generation, key }: DataKey, place: FieldPlace, plain: string): Uint8Array =>
  new Uint8Array(
    Buffer.concat([headerOf(generation), encrypt(key, bound(place, generation), Buffer.from(plain))]),
  );

/** Throws where any byte was changed, or it was sealed for another place or under another key. */
export const openField = ({ generation, key }: DataKey, place: FieldPlace, sealed: Uint8Array): string =>
  decrypt(key, bound(place, generation), sealed.subarray(HEADER_BYTES)).toString('utf8');

/** Equal for equal values of the same field of a school, and says nothing else to whoever has not the key. 32 bytes. */
export const blindIndex = (
  key: KeyObject,
  { tenantId, table, field }: Omit<FieldPlace, 'row'>,
  plain: string,
): Uint8Array =>
  new Uint8Array(
    createHmac('sha256', key)
      .update(JSON.stringify(['educrowd blind index', tenantId, table, field, plain]))
      .digest(),
  );
