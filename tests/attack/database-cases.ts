/** Everything that is tried on the database itself, without a server. */
import { newId } from '@educrowd/shared/primitives/id';
import type { TestDatabase } from '@educrowd/db/testing/clone-database';
import type { AttackCase } from './attack-case.ts';
import { catalogueCases } from './catalogue-cases.ts';
import { contextCases } from './context-cases.ts';
import { plantCases } from './plant-cases.ts';
import type { Pooler } from './pooler.ts';
import { tableCases, type SqlTargets } from './table-cases.ts';
import { fillTables, readTenantTables, type TenantTable } from './tenant-tables.ts';

interface DatabaseCaseOptions {
  /** How many tables the plants are tried on; all of them unless told. */
  readonly plantedTables?: number;
  readonly pooler?: Pooler | null;
}

export async function databaseCases(
  database: TestDatabase,
  { plantedTables = Number.POSITIVE_INFINITY, pooler = null }: DatabaseCaseOptions = {},
): Promise<readonly AttackCase[]> {
  const { admin, app, owner } = database;
  const [attacker, victim] = [newId<'TenantSettings'>(), newId<'TenantSettings'>()];
  const canary = `nightjar${victim.slice(-8)}`;
  const tables = await readTenantTables(admin);
  await fillTables(admin, tables, { tenantId: attacker, canary: 'sparrow' });
  await fillTables(admin, tables, { tenantId: victim, canary });
  const targets = { app, owner, attacker, victim, canary };
  return [
    ...catalogueCases(admin),
    ...tableCases(targets, tables),
    ...contextCases(targets, tables),
    ...(pooler ? pooledCases({ ...targets, app: pooler.app }, tables) : []),
    ...plantCases(admin, targets, tables.slice(0, plantedTables)),
  ];
}

/** Transactions of both schools share connections. */
const pooledCases = (targets: SqlTargets, tables: readonly TenantTable[]): readonly AttackCase[] =>
  [...tableCases(targets, tables), ...contextCases(targets, tables)].map(({ name, attack }) => ({
    name: `through pgbouncer: ${name}`,
    attack,
  }));
