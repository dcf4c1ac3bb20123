/**
 * The data keys of a school in one transaction. They are read anew in each: it costs one look at one index, a key that
 * was destroyed is gone at once on every server, and no key stays in memory.
 *
 * Ask for keys before the rows: those that were there before cover every row that is seen later, or are newer ones,
 * which are then looked up.
 */
import type { KeyObject } from 'node:crypto';
import { and, desc, eq, sql } from 'drizzle-orm';
import { dataKeys, type DataKeyPurpose } from '@educrowd/db/postgres/schema/keys';
import { must } from '@educrowd/shared/primitives/assert';
import type { Transaction } from '../database.ts';
import { knownMasterKey, newDataKey, unwrapKey, type MasterKeys } from './master-keys.ts';
import {
  blindIndex,
  generationOf,
  openField,
  sealField,
  type DataKey,
  type FieldPlace,
} from './sealed-field.ts';

type PlaceInTenant = Omit<FieldPlace, 'tenantId'>;

export interface ReadingKeys {
  /** Refuses with `SealedFieldError`, and raises an alarm, what was changed or does not belong there. */
  open(place: PlaceInTenant, sealed: Uint8Array): Promise<string>;
}

export interface WritingKeys extends ReadingKeys {
  /** Of the key that seals. It cannot be destroyed before COMMIT. */
  readonly generation: number;
  seal(place: PlaceInTenant, plain: string): Uint8Array;
  blindIndex(place: Omit<PlaceInTenant, 'row'>, plain: string): Uint8Array;
}

export interface TenantKeys {
  forReading(): Promise<ReadingKeys>;
  /** Makes the school's first keys where there are none. */
  forWriting(): Promise<WritingKeys>;
}

/** What is wrong with a field, without what is in it. */
export class SealedFieldError extends Error {
  constructor({ table, field, row }: FieldPlace) {
    super(`${table}.${field} of ${row.join(' ')} cannot be opened: it was changed, or belongs elsewhere`);
    this.name = 'SealedFieldError';
  }
}

export interface TenantKeysOptions {
  readonly db: Transaction;
  readonly tenantId: string;
  readonly now: Date;
  readonly masterKeys: MasterKeys;
  readonly onTampering: ((place: FieldPlace) => void) | undefined;
}

export function createTenantKeys(options: TenantKeysOptions): TenantKeys {
  let reading: Promise<ReadingKeys> | undefined;
  let writing: Promise<WritingKeys> | undefined;
  return {
    forReading: () => (reading ??= readKeys(options)),
    forWriting: () => (writing ??= writeKeys(options)),
  };
}

const readKeys = async (options: TenantKeysOptions): Promise<ReadingKeys> =>
  opening(options, await loadKeys(options));

function opening(options: TenantKeysOptions, loaded: LoadedKeys): ReadingKeys {
  const { tenantId } = options;
  let { fields } = loaded;
  return {
    async open(place, sealed) {
      const generation = generationOf(sealed);
      // Begun since the keys were read.
      if (generation !== null && !fields.has(generation)) ({ fields } = await loadKeys(options));
      const full = { tenantId, ...place };
      return refusing(options, full, () =>
        openField(must(fields.get(generation ?? 0), 'data key'), full, sealed),
      );
    },
  };
}

function refusing<T>({ onTampering }: TenantKeysOptions, place: FieldPlace, open: () => T): T {
  try {
    return open();
  } catch {
    onTampering?.(place);
    throw new SealedFieldError(place);
  }
}

async function writeKeys(options: TenantKeysOptions): Promise<WritingKeys> {
  const { tenantId } = options;
  const generation = await holdCurrent(options);
  const loaded = await loadKeys(options);
  const current = must(loaded.fields.get(generation), 'current data key');
  const indexKey = must(loaded.index, 'index key');
  return {
    ...opening(options, loaded),
    generation,
    seal: (place, plain) => sealField(current, { tenantId, ...place }, plain),
    blindIndex: (place, plain) => blindIndex(indexKey, { tenantId, ...place }, plain),
  };
}

/** The current generation, which nobody destroys before COMMIT. */
async function holdCurrent(options: TenantKeysOptions): Promise<number> {
  const { db, tenantId } = options;
  for (;;) {
    const [current] = await db
      .select({ generation: dataKeys.generation })
      .from(dataKeys)
      .where(and(eq(dataKeys.tenantId, tenantId), eq(dataKeys.purpose, 'field')))
      .orderBy(desc(dataKeys.generation))
      .limit(1)
      .for('key share');
    // Nothing is found, too, where the only key that was there has been destroyed while this waited: then look again.
    if (current) return current.generation;
    await insertFirst(options, 'index');
    await insertFirst(options, 'field');
  }
}

async function insertFirst(options: TenantKeysOptions, purpose: DataKeyPurpose): Promise<void> {
  const { db, tenantId, masterKeys, now } = options;
  const { masterKey, wrapped } = newDataKey(masterKeys, { tenantId, purpose, generation: 1 });
  await db.execute(sql`
    insert into data_key (tenant_id, purpose, generation, master_key, wrapped, created_at)
    select ${tenantId}::uuid, ${purpose}::text, 1, ${masterKey}::text, ${wrapped}::bytea, ${now.toISOString()}::timestamptz
    where not exists (select from data_key where tenant_id = ${tenantId}::uuid and purpose = ${purpose})
    on conflict do nothing`);
  await noteMasterKey(options);
}

/** So that no server starts any more without this master key. */
export const noteMasterKey = async ({
  db,
  now,
  masterKeys,
}: Pick<TenantKeysOptions, 'db' | 'now' | 'masterKeys'>): Promise<void> =>
  void (await db.execute(
    sql`select directory.note_master_key(${masterKeys.current.reference}, ${now.toISOString()}::timestamptz)`,
  ));

interface LoadedKeys {
  readonly fields: ReadonlyMap<number, DataKey>;
  readonly index: KeyObject | null;
}

async function loadKeys(options: TenantKeysOptions): Promise<LoadedKeys> {
  const { db, tenantId, masterKeys } = options;
  const rows = await db.select().from(dataKeys).where(eq(dataKeys.tenantId, tenantId));
  const keys = rows.map(({ purpose, generation, ...wrapped }) => {
    const name = { tenantId, purpose, generation };
    const master = knownMasterKey(masterKeys, wrapped);
    const place = { tenantId, table: 'data_key', field: 'wrapped', row: [purpose, String(generation)] };
    return { ...name, key: refusing(options, place, () => unwrapKey(master, name, wrapped)) };
  });
  const fields = keys.filter(({ purpose }) => purpose === 'field');
  return {
    fields: new Map(fields.map(({ generation, key }) => [generation, { generation, key }])),
    index: keys.find(({ purpose }) => purpose === 'index')?.key ?? null,
  };
}
