/** What a transaction sees that belongs to no school, or to none that there is; and what a connection carries over. */
import type { Sql } from '@educrowd/db/testing/clone-database';
import type { AttackCase } from './attack-case.ts';
import { trying, type SqlTargets } from './table-cases.ts';
import type { TenantTable } from './tenant-tables.ts';

class RolledBack extends Error {}

export function contextCases(targets: SqlTargets, tables: readonly TenantTable[]): readonly AttackCase[] {
  const { app, attacker, victim } = targets;
  const seenIn = (prepare: string) => async (): Promise<string[]> => {
    const holes: string[] = [];
    for (const { name } of tables) {
      const count = await app
        .begin(async (tx) => {
          if (prepare !== '') await tx.unsafe(prepare);
          return (await tx.unsafe(`select 1 from ${name}`)).count;
        })
        // A school that is none is an error, which shows nothing either.
        .catch(() => 0);
      if (count > 0) holes.push(`${name} shows ${count} rows`);
    }
    return holes;
  };
  return [
    { name: 'sql: without a school nothing is seen', attack: seenIn('') },
    { name: 'sql: with an empty school nothing is seen', attack: seenIn("set local app.tenant_id = ''") },
    {
      name: 'sql: with garbage for a school nothing is seen',
      attack: seenIn("set local app.tenant_id = 'x'"),
    },
    {
      name: 'sql: garbage for a school is an error, not an empty answer',
      attack: () =>
        app
          .begin(async (tx) => {
            await tx`set local app.tenant_id = 'x'`;
            await tx`select 1 from courses`;
          })
          .then(
            () => ['it is answered'],
            () => [],
          ),
    },
    {
      name: 'sql: a school ends with its transaction, also one that fails, 1,000 times over all connections',
      attack: () => interleave(targets),
    },
    {
      name: 'sql: a statement that is prepared for one school shows the other one its own',
      attack: async () => {
        const ids = [attacker, victim];
        const seen: string[] = [];
        for (let turn = 0; turn < 20; turn++) {
          const tenantId = ids[turn % 2] ?? '';
          const rows = await trying(
            app,
            tenantId,
            (tx) => tx<{ id: string }[]>`select tenant_id as id from courses where ${turn} >= 0`,
          );
          if (rows.length === 0) seen.push('it shows nothing');
          for (const { id } of rows) if (id !== tenantId) seen.push(`turn ${turn} shows another school`);
        }
        return seen;
      },
    },
    {
      name: 'sql: a reference to a row of another school is refused like one to nothing',
      attack: () => foreignKeys(targets),
    },
    {
      name: 'sql: the role of the server cannot become another one',
      attack: async () => {
        const holes: string[] = [];
        for (const statement of [
          'set local role educrowd_owner',
          'set local session authorization educrowd_owner',
          'set local session_replication_role = replica',
          'alter table courses disable row level security',
          'create table public.mine (id int)',
          'truncate courses',
          'drop policy courses_tenant on courses',
          'create trigger mine before insert on courses for each row execute function now()',
        ]) {
          const done = await trying(app, attacker, (tx) => tx.unsafe(statement)).then(
            () => true,
            () => false,
          );
          if (done) holes.push(statement);
        }
        return holes;
      },
    },
    {
      name: 'sql: row security cannot be switched off for a session',
      attack: () =>
        // `off` makes a query that would be filtered an error: nothing is shown.
        trying(app, attacker, async (tx) => {
          await tx`set local row_security = off`;
          return (await tx.unsafe(`select 1 from courses where tenant_id = '${victim}'`)).count;
        }).then(
          (count) => (count > 0 ? [`${count} rows`] : []),
          () => [],
        ),
    },
  ];
}

async function interleave({ app, attacker, victim }: SqlTargets): Promise<string[]> {
  const holes: string[] = [];
  // More lanes than connections, and not so many that one waits for a connection until it gives up.
  const lanes = Array.from({ length: 40 }, (_, lane) => lane);
  const turns = (lane: number) => Array.from({ length: 25 }, (_, step) => step * lanes.length + lane);
  await Promise.all(
    lanes.map(async (lane) => {
      for (const turn of turns(lane)) await take(turn);
    }),
  );
  return holes.slice(0, 5);

  async function take(turn: number): Promise<void> {
    const tenantId = turn % 2 === 0 ? attacker : victim;
    await app
      .begin(async (tx) => {
        const before = await tx`select 1 from courses`;
        if (before.count > 0) holes.push(`turn ${turn} begins with a school`);
        await tx`select enter_tenant(${tenantId})`;
        const rows = await tx<{ id: string }[]>`select tenant_id as id from courses`;
        if (rows.length === 0) holes.push(`turn ${turn} sees nothing`);
        if (rows.some(({ id }) => id !== tenantId)) holes.push(`turn ${turn} sees another school`);
        if (turn % 7 === 0) throw new RolledBack();
        if (turn % 11 === 0) await tx`select 1 / 0`;
      })
      .catch((error: unknown) => {
        if (!(error instanceof RolledBack) && !String(error).includes('division')) throw error;
      });
  }
}

/** Whether a row exists in another school must not be told by which error a reference to it gives. */
async function foreignKeys({ app, attacker, victim, ...rest }: SqlTargets): Promise<string[]> {
  const keys = await rest.owner<{ table: string; column: string; target: string; targetColumn: string }[]>`
    select c.conrelid::regclass::text as table, a.attname as column, c.confrelid::regclass::text as target,
      f.attname as "targetColumn"
    from pg_constraint c
    join pg_attribute a on a.attrelid = c.conrelid and a.attnum = c.conkey[array_length(c.conkey, 1)]
    join pg_attribute f on f.attrelid = c.confrelid and f.attnum = c.confkey[array_length(c.confkey, 1)]
    where c.contype = 'f' and c.connamespace = 'public'::regnamespace and a.atttypid = 'uuid'::regtype`;
  const holes: string[] = [];
  for (const { table, column, target, targetColumn } of keys) {
    const idIn = async (sql: Sql) =>
      trying(
        sql,
        victim,
        async (tx) =>
          (await tx.unsafe(`select "${targetColumn}" as id from ${target} limit 1`))[0]?.id as
            | string
            | undefined,
      );
    const foreign = await idIn(app);
    if (foreign === undefined) continue;
    const errorOf = (id: string) =>
      trying(app, attacker, async (tx) => {
        await tx`set constraints all immediate`;
        const { count } = await tx.unsafe(
          `update ${table} set "${column}" = '${id}' where tenant_id = '${attacker}'`,
        );
        return `${count} rows`;
      }).catch((error: unknown) => String((error as { code?: string }).code));
    const [real, invented] = [await errorOf(foreign), await errorOf(crypto.randomUUID())];
    if (real !== invented) holes.push(`${table}.${column}: ${real}, of nothing ${invented}`);
    if (real.endsWith('rows') && real !== '0 rows')
      holes.push(`${table}.${column} takes the id of another school`);
  }
  return holes;
}
