/** `node run.ts MAIN …`: runs the main process of an app with the stand-in in place of Electron. */
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';
import { runInThisContext } from 'node:vm';

const standIn = new URL('./electron.ts', import.meta.url).href;
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === 'electron'
      ? { url: standIn, format: 'module-typescript', shortCircuit: true }
      : next(specifier, context),
});
const electron = (await import(standIn)) as typeof import('./electron.ts');

/** As Playwright asks the real Electron: a function's text, run here with Electron's module. */
process.on('message', (raw) => {
  const { id, source, argument } = raw as { id: number; source: string; argument: unknown };
  const answer = (result: object): void => void process.send?.({ id, ...result });
  Promise.resolve()
    .then(() => {
      const run = runInThisContext(`(${source})`) as (module: unknown, argument: unknown) => unknown;
      return run(electron, argument);
    })
    .then(
      (value) => answer({ value: value ?? null }),
      (error: unknown) =>
        answer({ error: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
});
process.channel?.unref();
process.on('SIGTERM', () => electron.app.quit());
// Without the test there is nobody who would end it.
process.on('disconnect', () => process.exit(1));

const [, , main = ''] = process.argv;
process.argv.splice(1, 1);
await import(pathToFileURL(main).href);
await electron.becomeReady();
process.send?.({ isReady: true });
