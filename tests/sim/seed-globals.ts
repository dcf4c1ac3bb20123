/** Ids and Yjs clients come out of the platform's randomness and clock: in a run both follow from its seed. */
import { webcrypto } from 'node:crypto';
import { createRandom } from '../support/random.ts';

/** Grows over all runs of a process, since ids never go back in time. */
let idTime = Date.UTC(2026, 0, 1);

/** To be called before whatever binds to the platform's randomness is loaded. The answer gives a seed to a run. */
let fill: (bytes: Uint8Array) => void = (bytes) => void trueRandom(bytes);
const trueRandom = webcrypto.getRandomValues.bind(webcrypto);

const bytesOf = (array: ArrayBufferView): Uint8Array =>
  new Uint8Array(array.buffer, array.byteOffset, array.byteLength);

webcrypto.getRandomValues = <T extends ArrayBufferView>(array: T): T => {
  fill(bytesOf(array));
  return array;
};

/** The answer gives the platform back. */
export function seedGlobals(seed: number): () => void {
  const random = createRandom(seed ^ 0x51_4d);
  const { now } = Date;
  const { random: mathRandom } = Math;
  idTime += 1_000_000;
  let moment = idTime;
  fill = (bytes) => {
    for (let at = 0; at < bytes.length; at++) bytes[at] = Math.floor(random.next() * 256);
  };
  Date.now = () => ++moment;
  Math.random = random.next;
  return () => {
    fill = (bytes) => void trueRandom(bytes);
    Date.now = now;
    Math.random = mathRandom;
  };
}
