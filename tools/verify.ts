// npm run verify [-- --static]: the static checks, then every test; --static leaves the tests out.
import { addTotals, noTests, printSummary } from './test/totals.ts';
import { runTests } from './test/run-tests.ts';
import { runStaticChecks } from './verify/run-static-checks.ts';

const unknownArguments = process.argv.slice(2).filter((argument) => argument !== '--static');
if (unknownArguments.length > 0) {
  console.error(`npm run verify knows --static alone, not ${unknownArguments.join(' ')}.`);
  process.exit(2);
}
const checks = await runStaticChecks();
const tests = process.argv.includes('--static') ? noTests : await runTests([]);
const totals = addTotals(checks, tests);
printSummary(totals);
process.exitCode = totals.failed > 0 ? 1 : 0;
