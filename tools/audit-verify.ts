// npm run audit:verify -- EXPORT [--key PUBLIC_KEY …]: checks an exported audit log and ledger without any database.
// Keys that are trusted come from --key, or are made of AUDIT_KEY or SECRET, as the server makes its own.
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createCheckpointKey } from '../apps/cloud/src/features/audit/checkpoint-key.ts';
import { verifyExport } from '../apps/cloud/src/features/audit/verify-export.ts';
import { parseOptions } from './command-line.ts';

const { positionals, values } = parseOptions({
  allowPositionals: true,
  options: { key: { type: 'string', multiple: true, default: [] } },
});
const [file] = positionals;
const secret = process.env['AUDIT_KEY'] ?? process.env['SECRET'];
const keys = [...values.key, ...(secret === undefined ? [] : [createCheckpointKey(secret).publicKey])];
if (file === undefined || positionals.length > 1 || keys.length === 0) {
  console.error(
    'Say which export, and which public key is trusted: npm run audit:verify -- export.jsonl --key KEY\n' +
      'The key is on the page of the audit log. Take it from there and not from the export.',
  );
  process.exit(2);
}
try {
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  const { entries, checkpoints, problems, problemCount } = await verifyExport(lines, keys);
  for (const problem of problems) console.log(`  ${problem}`);
  if (problemCount > problems.length) console.log(`  and ${problemCount - problems.length} more`);
  console.log(
    `audit: ${entries.audit} entries, ledger: ${entries.ledger} entries, ${checkpoints} checkpoints, ${problemCount} problems`,
  );
  process.exitCode = problemCount > 0 ? 1 : 0;
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 2;
}
