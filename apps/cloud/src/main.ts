/** `npm run build`, then `node apps/cloud/dist/server/main.js`: env → config → context → serve; drains on SIGTERM and SIGINT. */
import { configOf } from './config/config.ts';
import { readEnv } from './config/env.ts';
import { startServer } from './server.ts';

try {
  const server = await startServer(configOf(readEnv()));
  // For a parent process that started us with an IPC channel.
  process.send?.({ ready: true, port: server.port });
  const stop = (): void => {
    server.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  // A parent that died can no longer stop us.
  if (process.send) process.once('disconnect', stop);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
