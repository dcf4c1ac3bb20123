// npm run keys:rotate [-- --rewrap]: a new key for the encrypted fields of every school, and the first of MASTER_KEYS
// around all keys; --rewrap does the latter alone. Takes the environment of the server, whose jobs then bring the fields
// to the new keys. Repeating it is harmless; one that was cut off is begun again.
import { configOf } from '../apps/cloud/src/config/config.ts';
import { readEnv } from '../apps/cloud/src/config/env.ts';
import { createContext } from '../apps/cloud/src/context.ts';
import { checkMasterKeys } from '../apps/cloud/src/platform/encryption/check-master-keys.ts';
import { rotateAllKeys } from '../apps/cloud/src/platform/encryption/rotate-keys.ts';
import { parseOptions } from './command-line.ts';

try {
  const { values } = parseOptions({ options: { rewrap: { type: 'boolean', default: false } } });
  const { ctx, close } = createContext(configOf(readEnv()));
  try {
    await checkMasterKeys(ctx.door);
    const { schools, rewrapped, unused } = await rotateAllKeys(ctx, { isOnlyRewrapped: values.rewrap });
    console.log(`keys: ${schools} schools, ${rewrapped} keys wrapped anew`);
    for (const reference of unused)
      console.log(
        `  nothing is wrapped by ${reference} any more: it may leave MASTER_KEYS, once no server uses it`,
      );
  } finally {
    await close();
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
