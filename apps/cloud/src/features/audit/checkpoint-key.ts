/** The key that signs checkpoints: Ed25519, made of a secret of the environment. It is never in the database. */
import { createPrivateKey, createPublicKey, hkdfSync, sign, verify, type KeyObject } from 'node:crypto';
import { checkpointMessage, type Checkpoint } from './export-format.ts';

export interface CheckpointKey {
  /** The raw public key in hexadecimal: nothing that a command line takes for an option. */
  readonly publicKey: string;
  sign(what: Omit<Checkpoint, 'type' | 'key' | 'signature'>): Checkpoint;
}

/** What comes before the 32 bytes of an Ed25519 key in PKCS #8 and in SPKI (RFC 8410). */
const PRIVATE_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_PREFIX = Buffer.from('302a300506032b6570032100', 'hex');

export function createCheckpointKey(secret: string): CheckpointKey {
  const seed = Buffer.from(hkdfSync('sha256', secret, '', 'educrowd audit checkpoints', 32));
  const key = createPrivateKey({ key: Buffer.concat([PRIVATE_PREFIX, seed]), format: 'der', type: 'pkcs8' });
  const spki = createPublicKey(key).export({ format: 'der', type: 'spki' });
  const publicKey = spki.subarray(PUBLIC_PREFIX.length).toString('hex');
  return {
    publicKey,
    sign: (what) => ({
      type: 'checkpoint',
      ...what,
      key: publicKey,
      signature: sign(null, checkpointMessage(what), key).toString('base64url'),
    }),
  };
}

/** Whether one of the trusted keys signed it. */
export function isSigned(checkpoint: Checkpoint, trustedKeys: readonly string[]): boolean {
  if (!trustedKeys.includes(checkpoint.key)) return false;
  const signature = Buffer.from(checkpoint.signature, 'base64url');
  return verify(null, checkpointMessage(checkpoint), publicKeyOf(checkpoint.key), signature);
}

function publicKeyOf(text: string): KeyObject {
  const raw = Buffer.from(text, 'hex');
  if (raw.length !== 32) throw new Error(`This is no public key: ${text}`);
  return createPublicKey({ key: Buffer.concat([PUBLIC_PREFIX, raw]), format: 'der', type: 'spki' });
}
