// npm test [-- part of a path …]: every test there is, and one line at the end that adds them all up.
import { runTests } from './test/run-tests.ts';
import { printSummary } from './test/totals.ts';

const filters = process.argv.slice(2);
if (filters.some((filter) => filter.startsWith('-'))) {
  console.error(
    'npm test takes parts of paths alone. For options, run "npx vitest" or "npx playwright test".',
  );
  process.exit(2);
}
const totals = await runTests(filters);
printSummary(totals);
process.exitCode = totals.failed > 0 ? 1 : 0;
