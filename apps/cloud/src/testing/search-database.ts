import type { Sql } from '@educrowd/db/testing/clone-database';

/** The tables, of all schemas, that hold one of these texts, as it is or as bytes: what a superuser's dump would tell. */
export async function tablesWith(admin: Sql, texts: readonly string[]): Promise<readonly string[]> {
  const tables = await admin<{ name: string }[]>`
    select format('%I.%I', schemaname, tablename) as name from pg_tables
    where schemaname not in ('pg_catalog', 'information_schema') order by 1`;
  const wanted = texts.flatMap((text) => [text, Buffer.from(text).toString('hex')]);
  const holding: string[] = [];
  for (const { name } of tables) {
    const [found] = await admin.unsafe<{ count: number }[]>(
      `select count(*)::int as count from ${name} t, unnest($1::text[]) as wanted where strpos(t::text, wanted) > 0`,
      [wanted],
    );
    if (found && found.count > 0) holding.push(name);
  }
  return holding;
}
