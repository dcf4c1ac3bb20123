/** SQL from inside the server's own role, as somebody would send it who found a way to inject it. */
import type { Sql, TransactionSql } from '@educrowd/db/testing/clone-database';
import type { AttackCase } from './attack-case.ts';
import type { TenantTable } from './tenant-tables.ts';

export interface SqlTargets {
  readonly app: Sql;
  readonly owner: Sql;
  /** The school that attacks. */
  readonly attacker: string;
  readonly victim: string;
  /** A word that is in rows of the victim alone. */
  readonly canary: string;
}

export const tableCases = (targets: SqlTargets, tables: readonly TenantTable[]): readonly AttackCase[] =>
  tables.map((table) => ({
    name: `sql: ${table.name}: nothing of another school is seen, changed, deleted, added or moved`,
    attack: () => attackTable(targets, table),
  }));

const INSUFFICIENT_PRIVILEGE = '42501';
/** The table has nothing to change: only inserting and deleting, or not even that. */
const isDenied = (error: unknown): boolean => codeOf(error) === INSUFFICIENT_PRIVILEGE;
const codeOf = (error: unknown): string | undefined =>
  typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : undefined;

class RolledBack extends Error {}

/** Runs statements as a school, and takes back whatever they did. */
export async function trying<T>(
  sql: Sql,
  tenantId: string,
  work: (tx: TransactionSql) => Promise<T>,
): Promise<T> {
  let result: { readonly value: T } | undefined;
  await sql
    .begin(async (tx) => {
      await tx`select enter_tenant(${tenantId})`;
      result = { value: await work(tx) };
      throw new RolledBack();
    })
    .catch((error: unknown) => {
      if (!(error instanceof RolledBack)) throw error;
    });
  if (!result) throw new Error('The transaction ended without a result.');
  return result.value;
}

/** Each statement of its own; the answer names those that reached the other school. */
async function attackTable(targets: SqlTargets, table: TenantTable): Promise<string[]> {
  const { app, owner, attacker, victim, canary } = targets;
  const { name } = table;
  const columns = table.columns.map((column) => `"${column.name}"`).join(', ');
  const copied = table.columns
    .map((column) => (column.name === 'tenant_id' ? `'${victim}'::uuid` : `"${column.name}"`))
    .join(', ');
  const theirs = `tenant_id = '${victim}'`;
  const copy = `insert into ${name} (${columns}) select ${copied} from ${name} where tenant_id = '${attacker}' limit 1`;

  /** Rows that a statement must not reach. */
  const reaching: readonly (readonly [what: string, statement: string])[] = [
    ['select by school', `select 1 from ${name} where ${theirs}`],
    ['select of everything', `select 1 from ${name} where tenant_id <> '${attacker}'`],
    ['update', `update ${name} set tenant_id = tenant_id where ${theirs} returning 1`],
    ['delete', `delete from ${name} where ${theirs} returning 1`],
    [
      'merge',
      `merge into ${name} t using (select '${victim}'::uuid as id) s on t.tenant_id = s.id when matched then delete`,
    ],
    ['search by a word', `select 1 from ${name} t where t::text like '%${canary}%'`],
    // Raises an error if it is asked about a row of the other school before the policy is.
    [
      'an error as an answer',
      `select 1 from ${name} t where 1 / (case when t.tenant_id = '${victim}' then 0 else 1 end) = 0`,
    ],
  ];
  /** Statements that must be refused: whatever they write would be the other school's. */
  const refused: readonly (readonly [what: string, statement: string])[] = [
    ['insert', copy],
    ['insert, on conflict nothing', `${copy} on conflict do nothing`],
    ['move', `update ${name} set tenant_id = '${victim}' where tenant_id = '${attacker}'`],
  ];

  const holes: string[] = [];
  for (const [what, statement] of reaching) {
    for (const [role, sql] of [
      ['app', app],
      ['owner', owner],
    ] as const) {
      const reached = await trying(sql, attacker, (tx) => tx.unsafe(statement)).then(
        (rows) => rows.count,
        (error: unknown) => (isDenied(error) ? 0 : String(error)),
      );
      if (reached !== 0) holes.push(`${what} as ${role} reaches ${reached}`);
    }
  }
  for (const [what, statement] of refused) {
    const outcome = await trying(app, attacker, (tx) => tx.unsafe(statement)).then(
      ({ count }) => `${count} rows`,
      (error: unknown) => (isDenied(error) ? null : `${codeOf(error)}: ${String(error)}`),
    );
    if (outcome !== null) holes.push(`${what} is not refused as another school's: ${outcome}`);
  }
  return holes;
}
