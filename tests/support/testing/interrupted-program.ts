/** A program that works for ever, over a stack whose database takes its time to end; tells its folder. */
import { withStack } from '../program.ts';

let folder = '';
const nowhere = 'postgres://nobody@localhost/nothing';
await withStack(
  {
    keep: false,
    openDatabase: (given) => {
      folder = given;
      const urls = { app: nowhere, auth: nowhere, jobs: nowhere, owner: nowhere } as never;
      return Promise.resolve({ urls, adminUrl: nowhere, stop: endSlowly });
    },
  },
  () => {
    process.send?.({ folder });
    return new Promise<never>((_resolve, reject) => {
      setInterval(() => undefined, 1_000);
      // What it works with is gone: the work fails.
      process.once('SIGINT', () => reject(new Error('interrupted')));
    });
  },
);

async function endSlowly(): Promise<void> {
  console.log('The database ends.');
  await new Promise((resolve) => setTimeout(resolve, 300));
}
