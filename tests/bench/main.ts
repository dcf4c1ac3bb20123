/** `npm run bench -- NAME`: measures the user's real work. All figures are ratios within one run; the last line is JSON. */
import { parseOptions } from '../../tools/command-line.ts';
import { benchTenancy } from './tenancy.ts';

const benches: Readonly<Record<string, () => Promise<Readonly<Record<string, number>>>>> = {
  tenancy: benchTenancy,
};

const { positionals } = parseOptions({ allowPositionals: true, options: {} });
const [name = ''] = positionals;
const bench = positionals.length === 1 && Object.hasOwn(benches, name) ? benches[name] : undefined;
if (bench) {
  console.log(JSON.stringify(await bench()));
} else {
  console.error(`Say which: npm run bench -- ${Object.keys(benches).join(' | ')}`);
  process.exitCode = 2;
}
