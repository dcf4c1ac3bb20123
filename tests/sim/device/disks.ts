/** What computers keep when their power is gone: databases in memory, used again by the runs that follow. */
import { readMigrations } from '@educrowd/db/sqlite/migrations';
import { openDatabase } from '@educrowd/db/sqlite/open-database';
import { newerMigration } from '../newer-build.ts';
import { copyDisk, emptyDisk, type FileDisk } from './memory-fs.ts';

type Database = ReturnType<typeof openDatabase>;
type Statement = ReturnType<Database['prepare']>;

export interface Disk {
  readonly db: Database;
  /** Beside the database. */
  readonly files: FileDisk;
  /** To be called before an engine starts on it: statements that an earlier one had prepared are used again. */
  readonly handOut: () => void;
}

/** Disks for one build. */
export interface Disks {
  /** The disk of a new computer. */
  readonly take: () => Disk;
  /** A copy as this build finds it, whichever build the disk was for. */
  readonly copyOf: (disk: Disk) => Disk;
  /** Nothing runs on it any more. */
  readonly giveBack: (disk: Disk) => void;
}

/** As many statements with the same words as the engine keeps; what it prepares for one use is not kept. */
const KEPT = 2;

const presentMigrations = readMigrations();

export function createDisks(build: 'present' | 'newer'): Disks {
  const migrations = build === 'present' ? presentMigrations : [...presentMigrations, newerMigration];
  const first = openDatabase(Buffer.alloc(0), migrations);
  // Small pages copy faster; what is on them is the same.
  first.exec('pragma page_size = 1024; vacuum');
  const empty = first.serialize();
  const erase = eraseAll(first);
  first.close();
  const free: Disk[] = [];
  return {
    take: () => free.pop() ?? onDatabase(openDatabase(empty, migrations), emptyDisk()),
    copyOf: ({ db, files }) => onDatabase(openDatabase(db.serialize(), migrations), copyDisk(files)),
    giveBack: (disk) => {
      disk.db.exec(erase);
      free.push({ ...disk, files: emptyDisk() });
    },
  };
}

/** Leaves every table as the migrations made it: empty, and numbers begin anew. */
function eraseAll(db: Database): string {
  const tables = db
    .prepare<[], { name: string }>(
      `select name from pragma_table_list
       where schema = 'main' and type = 'table' and name <> 'sqlite_schema'`,
    )
    .all()
    .map(({ name }) => name);
  const filled = tables.filter((name) => db.prepare(`select 1 from "${name}" limit 1`).get() !== undefined);
  if (filled.length > 0) throw new Error(`A new workspace is not empty any more: ${filled.join(', ')}`);
  return `begin; ${tables.map((name) => `delete from "${name}";`).join(' ')} commit`;
}

function onDatabase(db: Database, files: FileDisk): Disk {
  const prepare = db.prepare.bind(db);
  const kept = new Map<string, Statement[]>();
  const handedOut = new Map<string, number>();
  const preparedOnce = (sql: string): Statement => {
    const nth = handedOut.get(sql) ?? 0;
    handedOut.set(sql, nth + 1);
    if (nth >= KEPT) return prepare(sql);
    const statements = kept.get(sql) ?? [];
    kept.set(sql, statements);
    const known = statements[nth];
    if (!known) return (statements[nth] = prepare(sql));
    return known.reader ? known.raw(false).pluck(false) : known;
  };
  db.prepare = preparedOnce as Database['prepare'];
  return { db, files, handOut: () => handedOut.clear() };
}
