import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';

export interface Migration {
  readonly name: string;
  readonly statements: readonly string[];
}

const journal = z.object({ entries: z.array(z.object({ tag: z.string() })) });

/** All migrations in order, as drizzle-kit wrote them. */
export function readMigrations(folder: string = join(import.meta.dirname, 'migrations')): Migration[] {
  const { entries } = journal.parse(JSON.parse(readFileSync(join(folder, 'meta', '_journal.json'), 'utf8')));
  return entries.map(({ tag }) => ({
    name: tag,
    statements: readFileSync(join(folder, `${tag}.sql`), 'utf8').split('--> statement-breakpoint'),
  }));
}
