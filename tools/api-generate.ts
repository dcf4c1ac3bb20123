/** `npm run api:generate`: writes the types of the REST client anew from the server's own description. */
import { execFileSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startStack } from '../tests/support/start-stack.ts';
import { repositoryRoot } from './repository.ts';

const source = join(repositoryRoot, 'packages/api-client/src');
const stack = await startStack();
try {
  await stack.startCloud();
  const answer = await fetch(`${stack.origin}/api/v1/openapi.json`);
  const types = execFileSync(process.execPath, [join(source, 'print-schema.ts')], {
    input: await answer.text(),
  });
  await writeFile(join(source, 'schema.ts'), types);
} finally {
  await stack.stop();
}
