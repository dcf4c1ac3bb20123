import { loadOnDisks } from '../load-build.ts';
import type * as Download from './unflushed-download.ts';

const { downloadTwice } = (await loadOnDisks('regressions/unflushed-download.ts')) as typeof Download;
process.stdout.write(await downloadTwice());
