/** The tables that hold what belongs to schools, as the database itself knows them, and a row of a school in each. */
import { randomUUID } from 'node:crypto';
import type { Sql } from '@educrowd/db/testing/clone-database';

export interface Column {
  readonly name: string;
  readonly type: string;
  readonly isRequired: boolean;
}

export interface TenantTable {
  readonly name: string;
  readonly columns: readonly Column[];
}

export async function readTenantTables(admin: Sql): Promise<readonly TenantTable[]> {
  const columns = await admin<{ table: string; name: string; type: string; isRequired: boolean }[]>`
    select c.relname as table, a.attname as name, format_type(a.atttypid, null) as type,
      a.attnotnull and not a.atthasdef as "isRequired"
    from pg_attribute a join pg_class c on c.oid = a.attrelid
    where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and a.attnum > 0
      and not a.attisdropped and a.attgenerated = ''
      and exists (select from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id')
    order by c.relname, a.attnum`;
  return [...Map.groupBy(columns, (column) => column.table)].map(([name, of]) => ({ name, columns: of }));
}

/** What a column must hold that its type does not tell. */
const known: Readonly<Record<string, string>> = {
  'documents.course_id': 'uuid',
  'materials.course_id': 'uuid',
  'data_key.purpose': "'field'",
  'ledger_line.account': "'campaignFunds'",
  'ledger_line.currency': "'EUR'",
};

const byType: Readonly<Record<string, string>> = {
  text: 'canary',
  'text[]': "array['canary']",
  integer: '1',
  bigint: '1',
  smallint: '1',
  boolean: 'false',
  bytea: "'\\x01'",
  jsonb: "'{}'",
  'timestamp with time zone': 'now()',
  date: 'now()',
};

/**
 * Puts a row of the school into every table. References are not followed: the row is there to be looked for by others,
 * and a table that is new gets one without anybody's help.
 */
export async function fillTables(
  admin: Sql,
  tables: readonly TenantTable[],
  { tenantId, canary }: { readonly tenantId: string; readonly canary: string },
): Promise<void> {
  await admin.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    for (const table of tables) {
      const filled = table.columns.flatMap(({ name, type, isRequired }) => {
        const value = known[`${table.name}.${name}`] ?? (isRequired ? type : null);
        if (value === null) return [];
        return [{ name, value: literalOf(`${table.name}.${name}`, value, { tenantId, canary }) }];
      });
      await tx.unsafe(
        `insert into ${table.name} (${filled.map(({ name }) => name).join(', ')})
         values (${filled.map(({ value }) => value).join(', ')}) on conflict do nothing`,
      );
    }
  });
}

function literalOf(
  column: string,
  value: string,
  { tenantId, canary }: { readonly tenantId: string; readonly canary: string },
): string {
  if (column.endsWith('.tenant_id') || column === 'tenant_settings.id') return `'${tenantId}'`;
  if (value === 'uuid') return `'${randomUUID()}'`;
  const literal = value.startsWith("'") ? value : byType[value];
  if (literal === undefined) throw new Error(`There is no value for ${column} of type ${value}.`);
  return literal.replaceAll('canary', literal === 'canary' ? `'${canary}'` : canary);
}
