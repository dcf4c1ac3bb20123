import type { SimDevice } from '../device/sim-device.ts';

type Statement = ReturnType<SimDevice['store']['db']['prepare']>;
const known = new WeakMap<SimDevice['store']['db'], Map<string, Statement>>();

/** What a device's database answers; the same question is prepared once. */
export function query<Row>({ store }: SimDevice, sql: string, ...values: (string | number)[]): Row[] {
  const statements = known.get(store.db) ?? new Map<string, Statement>();
  known.set(store.db, statements);
  const statement = statements.get(sql) ?? store.db.prepare(sql);
  statements.set(sql, statement);
  return statement.all(...values) as Row[];
}
