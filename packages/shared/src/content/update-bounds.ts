import * as Y from 'yjs';
import { fail, ok, type Result } from '../primitives/result.ts';
import {
  MAX_UPDATE_BYTES,
  MAX_UPDATE_LENGTH,
  MAX_UPDATE_STRUCTS,
  MAX_UPDATE_WRITERS,
} from './content-limits.ts';
import type { ContentProblem } from './content-problem.ts';
import { applyWithinLookups, findTooCostly, type DecodedUpdate } from './update-cost.ts';

/**
 * Applies an update that came from elsewhere, within bounds; bytes that are no update never throw. What the update says
 * is `validateUpdate`'s business. After a failure the document may hold half of the update: throw it away.
 */
export function applyBounded(
  document: Y.Doc,
  update: Uint8Array,
  origin?: unknown,
): Result<void, ContentProblem[]> {
  const bytes = ownBytes(update);
  const problem = findBrokenBound(document, bytes);
  if (problem !== null) return fail([problem]);
  try {
    const isApplied = applyWithinLookups(document, () => Y.applyUpdate(document, bytes, origin));
    return isApplied ? ok(undefined) : fail([tooLarge('too many look-ups')]);
  } catch {
    return fail([malformed('cannot be applied')]);
  }
}

// Yjs reads lengths from the bytes and trusts them up to the end of the underlying memory, which a view may share with
// other people's requests.
const ownBytes = (update: Uint8Array): Uint8Array => new Uint8Array(update);

function findBrokenBound(document: Y.Doc, bytes: Uint8Array): ContentProblem | null {
  if (bytes.length === 0) return malformed('empty');
  if (bytes.length > MAX_UPDATE_BYTES) return tooLarge(`${bytes.length} bytes`);
  const update = decode(bytes);
  if (update === null) return malformed('cannot be decoded');
  const broken = findBrokenCount(update) ?? findTooCostly(document, update);
  return broken === null ? null : tooLarge(broken);
}

// Decoding comes before applying, which reserves memory for as many structs as the bytes merely claim.
function decode(bytes: Uint8Array): DecodedUpdate | null {
  try {
    return Y.decodeUpdate(bytes);
  } catch {
    return null;
  }
}

function findBrokenCount({ structs, ds }: DecodedUpdate): string | null {
  const deletions = [...ds.clients.values()].flat();
  const count = structs.length + deletions.length;
  if (count > MAX_UPDATE_STRUCTS) return `${count} structs`;
  const writers = new Set([...structs.map((struct) => struct.id.client), ...ds.clients.keys()]);
  if (writers.size > MAX_UPDATE_WRITERS) return `${writers.size} writers`;
  const inserted = structs.reduce((sum, struct) => sum + struct.length, 0);
  const length = deletions.reduce((sum, deletion) => sum + deletion.len, inserted);
  return length > MAX_UPDATE_LENGTH ? `a length of ${length}` : null;
}

const malformed = (detail: string): ContentProblem => ({ code: 'malformed', path: '', detail });
const tooLarge = (detail: string): ContentProblem => ({ code: 'too_large', path: '', detail });
