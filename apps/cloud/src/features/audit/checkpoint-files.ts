/** Checkpoints that are kept outside the database, beside the uploads. */
import { appendFile, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import path from 'node:path';
import type { Settings } from '../../platform/app-context.ts';
import { checkpointSchema, type Checkpoint } from './export-format.ts';

type Place = Pick<Settings, 'storageDir'>;

const folderOf = ({ storageDir }: Place): string => path.join(storageDir, 'checkpoints');
const keptFile = (place: Place, tenantId: string): string => path.join(folderOf(place), `${tenantId}.jsonl`);
const newestFolder = (place: Place, tenantId: string): string =>
  path.join(folderOf(place), 'newest', tenantId);

export async function keepForGood(
  place: Place,
  tenantId: string,
  checkpoints: readonly Checkpoint[],
): Promise<void> {
  const file = keptFile(place, tenantId);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  await appendFile(file, checkpoints.map((each) => `${JSON.stringify(each)}\n`).join(''));
}

export const readKept = async (place: Place, tenantId: string): Promise<Checkpoint[]> =>
  parseLines((await orNothing(readFile(keptFile(place, tenantId), 'utf8'))) ?? '');

/**
 * A file for each checkpoint, and then those before it go: of two servers that sign at the same time neither can put an
 * older one in the place of a newer one.
 */
export async function keepNewest(place: Place, checkpoint: Checkpoint): Promise<void> {
  const { tenant, chain, seq } = checkpoint;
  const folder = newestFolder(place, tenant);
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const written = path.join(folder, `${randomUUID()}.tmp`);
  await writeFile(written, JSON.stringify(checkpoint));
  await rename(written, path.join(folder, `${chain}-${seq}.json`));
  for (const name of await readdir(folder)) {
    const [, ofChain, ofSeq] = /^(\w+)-(\d+)\.json$/.exec(name) ?? [];
    if (ofChain === chain && Number(ofSeq) < seq) await rm(path.join(folder, name), { force: true });
  }
}

export async function readNewest(place: Place, tenantId: string): Promise<Checkpoint[]> {
  const folder = newestFolder(place, tenantId);
  const names = ((await orNothing(readdir(folder))) ?? []).filter((name) => name.endsWith('.json'));
  const texts = await Promise.all(names.map((name) => orNothing(readFile(path.join(folder, name), 'utf8'))));
  // A newer one has taken the place of one that is gone: it is read instead.
  if (texts.includes(null)) return readNewest(place, tenantId);
  return parseLines(texts.join('\n'));
}

/** A line that was cut off while it was written is none. */
const parseLines = (text: string): Checkpoint[] =>
  text.split('\n').flatMap((line) => {
    try {
      return [checkpointSchema.parse(JSON.parse(line))];
    } catch {
      return [];
    }
  });

/** Null where there is no such file. */
async function orNothing<T>(reading: Promise<T>): Promise<T | null> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
