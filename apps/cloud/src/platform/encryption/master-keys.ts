/**
 * Envelope encryption, the outer layer: master keys come from the environment and wrap the data keys of schools. Which
 * school, purpose and generation a data key is for is bound to it, so that a wrapped key fits nowhere else.
 */
import { createSecretKey, hkdfSync, randomBytes, type KeyObject } from 'node:crypto';
import type { DataKeyPurpose } from '@educrowd/db/postgres/schema/keys';
import { decrypt, encrypt } from './authenticated-encryption.ts';

export interface MasterKey {
  /** Its id and a fingerprint: other material under the same id is another key. Both may be known. */
  readonly reference: string;
  readonly key: KeyObject;
}

export interface MasterKeys {
  /** Wraps what is wrapped from now on. */
  readonly current: MasterKey;
  readonly byReference: ReadonlyMap<string, MasterKey>;
}

/** @param material at least 32 bytes each, by id, the current one first */
export function createMasterKeys(
  material: readonly (readonly [id: string, material: Uint8Array])[],
): MasterKeys {
  const keys = material.map(([id, bytes]) => masterKey(id, bytes));
  const [current] = keys;
  if (!current) throw new Error('There is no master key.');
  return { current, byReference: new Map(keys.map((each) => [each.reference, each])) };
}

function masterKey(id: string, material: Uint8Array): MasterKey {
  const derived = (purpose: string, sizeBytes: number): Buffer =>
    Buffer.from(hkdfSync('sha256', material, '', `educrowd master key ${purpose}`, sizeBytes));
  return {
    reference: `${id}.${derived('fingerprint', 8).toString('hex')}`,
    key: createSecretKey(derived('wrapping', 32)),
  };
}

export interface DataKeyName {
  readonly tenantId: string;
  readonly purpose: DataKeyPurpose;
  readonly generation: number;
}

export interface WrappedKey {
  readonly masterKey: string;
  readonly wrapped: Uint8Array;
}

const bound = ({ tenantId, purpose, generation }: DataKeyName): string =>
  JSON.stringify(['educrowd data key', tenantId, purpose, generation]);

export const newDataKey = (masterKeys: MasterKeys, name: DataKeyName): WrappedKey =>
  wrapKey(masterKeys, name, randomBytes(32));

const wrapKey = ({ current }: MasterKeys, name: DataKeyName, dataKey: Uint8Array): WrappedKey => ({
  masterKey: current.reference,
  wrapped: encrypt(current.key, bound(name), dataKey),
});

/** The one that wraps it; throws where the environment has it no more. */
export function knownMasterKey({ byReference }: MasterKeys, { masterKey }: WrappedKey): MasterKey {
  const known = byReference.get(masterKey);
  if (!known) throw new Error(`The master key ${masterKey} is not in MASTER_KEYS.`);
  return known;
}

/** Throws where it is another school's, purpose's or generation's key. */
export const unwrapKey = (master: MasterKey, name: DataKeyName, { wrapped }: WrappedKey): KeyObject =>
  createSecretKey(decrypt(master.key, bound(name), wrapped));

/** The same data key under the current master key. */
export const rewrapKey = (masterKeys: MasterKeys, name: DataKeyName, from: WrappedKey): WrappedKey =>
  wrapKey(masterKeys, name, decrypt(knownMasterKey(masterKeys, from).key, bound(name), from.wrapped));
