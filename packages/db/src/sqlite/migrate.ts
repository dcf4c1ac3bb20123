/**
 * `user_version` counts the migrations that a file has seen. They only go forward, each in a transaction of its own; a
 * file that has seen more than this build knows is refused, because an older build would write it back without what it
 * does not understand.
 */
import { chmodSync, renameSync, rmSync } from 'node:fs';
import type { Database } from 'better-sqlite3';
import { DatabaseRefused } from './database-refused.ts';
import type { Migration } from './migrations.ts';

/** `file` is null for a database in memory, of which no copy is kept. */
export function migrate(db: Database, migrations: readonly Migration[], file: string | null): void {
  const seen = Number(db.pragma('user_version', { simple: true }));
  if (seen > migrations.length) throw new DatabaseRefused('NEWER');
  const isNew = seen === 0;
  if (file !== null && !isNew && seen < migrations.length) keepCopy(db, copyPathOf(file, seen));
  for (const [index, migration] of migrations.entries()) {
    if (index >= seen) apply(db, migration, index + 1);
  }
}

/** Where the state of a file that has seen `seen` migrations is kept before the next one. */
export const copyPathOf = (file: string, seen: number): string => `${file}.before-${seen + 1}`;

/** Complete or absent: a copy that was cut short has another name. */
function keepCopy(db: Database, path: string): void {
  const unfinished = `${path}.part`;
  rmSync(unfinished, { force: true });
  db.prepare('vacuum into ?').run(unfinished);
  chmodSync(unfinished, 0o600);
  renameSync(unfinished, path);
}

function apply(db: Database, { statements }: Migration, version: number): void {
  db.transaction(() => {
    for (const statement of statements) db.exec(statement);
    db.pragma(`user_version = ${version}`);
  }).immediate();
}
