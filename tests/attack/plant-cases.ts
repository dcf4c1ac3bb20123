/** Weakens one table after the other: the SQL case of that table has to notice, or it proves nothing. */
import type { Sql } from '@educrowd/db/testing/clone-database';
import type { AttackCase } from './attack-case.ts';
import { tableCases, type SqlTargets } from './table-cases.ts';
import type { TenantTable } from './tenant-tables.ts';

interface Plant {
  readonly name: string;
  readonly plant: (table: string) => string;
  readonly mend: (table: string) => string;
}

const plants: readonly Plant[] = [
  {
    name: 'without row-level security',
    plant: (table) => `alter table ${table} disable row level security`,
    mend: (table) => `alter table ${table} enable row level security`,
  },
  {
    name: 'without force for its owner',
    plant: (table) => `alter table ${table} no force row level security`,
    mend: (table) => `alter table ${table} force row level security`,
  },
  {
    name: 'with a policy that is always true',
    plant: (table) => `create policy planted on ${table} using (true) with check (true)`,
    mend: (table) => `drop policy planted on ${table}`,
  },
];

/** On a database of their own: what they plant is a hole while it is there. */
export const plantCases = (
  admin: Sql,
  targets: SqlTargets,
  tables: readonly TenantTable[],
): readonly AttackCase[] =>
  plants.map(({ name, plant, mend }) => ({
    name: `plant: each of ${tables.length} tables ${name} is noticed`,
    attack: async () => {
      const unnoticed: string[] = [];
      for (const table of tables) {
        await admin.unsafe(plant(table.name));
        try {
          const [one] = tableCases(targets, [table]);
          if ((await one?.attack())?.length === 0) unnoticed.push(`${table.name} is not noticed`);
        } finally {
          await admin.unsafe(mend(table.name));
        }
      }
      return unnoticed;
    },
  }));
