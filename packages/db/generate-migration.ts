/**
 * `npm run db:generate -- NAME`: writes the next migration of both dialects from the schema.
 * `npm run db:generate -- NAME --custom postgres`: starts an empty one, to be written by hand, of one dialect.
 */
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { custom: { type: 'string' } },
});
const name = positionals[0];
if (!name) {
  console.error('Say what the migration does: npm run db:generate -- add-announcements');
  process.exit(1);
}
for (const dialect of values.custom ? [values.custom] : ['postgres', 'sqlite']) {
  const { status } = spawnSync(
    'npx',
    [
      'drizzle-kit',
      'generate',
      `--config=drizzle.${dialect}.config.ts`,
      `--name=${name}`,
      ...(values.custom ? ['--custom'] : []),
    ],
    { cwd: import.meta.dirname, stdio: 'inherit' },
  );
  if (status !== 0) process.exit(status ?? 1);
}
