import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { isId, newId } from '@educrowd/shared/primitives/id';
import type { Clock } from '@educrowd/shared/primitives/instant';
import { mailSchema, type Mail } from './mail.ts';

const receivedSchema = mailSchema.extend({ id: z.string(), at: z.coerce.date() });
export type ReceivedMail = z.output<typeof receivedSchema>;

/** Where mails end up while no mail server is set: the latest ones, as files, so that all servers see the same. */
export interface Mailbox {
  add(mail: Mail): Promise<void>;
  /** Newest first. */
  list(to?: string): Promise<readonly ReceivedMail[]>;
  find(id: string): Promise<ReceivedMail | null>;
}

const KEPT = 500;

export function createMailbox(folder: string, clock: Clock): Mailbox {
  const pathOf = (id: string): string => join(folder, `${id}.json`);
  const read = async (id: string): Promise<ReceivedMail> =>
    receivedSchema.parse(JSON.parse(await readFile(pathOf(id), 'utf8')));
  /** Ids begin with the time, so their order is the order of arrival. */
  const ids = async (): Promise<string[]> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const names = await readdir(folder);
    return names
      .filter((name) => name.endsWith('.json'))
      .map((name) => name.slice(0, -5))
      .toSorted()
      .toReversed();
  };
  return {
    async add(mail) {
      const present = await ids();
      const id = newId();
      const draft = join(folder, `${id}.new`);
      await writeFile(draft, JSON.stringify({ ...mail, id, at: clock() }), { mode: 0o600 });
      await rename(draft, pathOf(id));
      for (const old of present.slice(KEPT - 1)) await rm(pathOf(old), { force: true });
    },
    async list(to) {
      // Another server may be deleting the oldest ones at this moment.
      const found = await Promise.all((await ids()).map((id) => read(id).catch(() => null)));
      const mails = found.filter((mail) => mail !== null);
      return to === undefined ? mails : mails.filter((mail) => mail.to.toLowerCase() === to.toLowerCase());
    },
    find: async (id) => (isId(id) ? read(id).catch(() => null) : null),
  };
}
