/** `node --import tsx apps/cloud/src/main.ts`: env → config → context → serve; drains on SIGTERM and SIGINT. */
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
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exit(1);
}
