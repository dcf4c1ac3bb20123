/** AES-256-GCM. An encrypted value is a nonce of 12 bytes, the ciphertext, and a tag of 16 bytes. */
import { createCipheriv, createDecipheriv, randomBytes, type KeyObject } from 'node:crypto';

const ALGORITHM = 'aes-256-gcm';
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** `bound` is not in the result, and has to be the same when it is decrypted. */
export function encrypt(key: KeyObject, bound: string, plain: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(bound));
  return new Uint8Array(Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()]));
}

/** Throws where anything of it was changed, or `key` or `bound` are others. */
export function decrypt(key: KeyObject, bound: string, encrypted: Uint8Array): Buffer {
  if (encrypted.length < NONCE_BYTES + TAG_BYTES) throw new Error('too short to be an encrypted value');
  const bytes = Buffer.from(encrypted);
  const decipher = createDecipheriv(ALGORITHM, key, bytes.subarray(0, NONCE_BYTES), {
    authTagLength: TAG_BYTES,
  });
  decipher.setAAD(Buffer.from(bound));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]);
}
