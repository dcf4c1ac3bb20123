/**
 * `npm run sim -- [--runs N] [--seed S]`: simulates devices, lines and schools. `--runs 1 --seed S --trace` tells what
 * happens in a run. `--list-plants` names the bugs that can be planted to see whether they are found; `--plant NAME`
 * plants one of them, `--plants` each in turn, and fails if it was not found.
 * `--jobs N` shares the runs between so many processes; as many as there are processors without it.
 * `--real [--kills N]` kills real engines, servers and PostgreSQL, N times each, while people write over a network that
 * loses, cuts, delays and repeats what devices and the three servers say to each other.
 */
// First of all: what is loaded after it binds to the randomness that it hands out.
await import('./seed-globals.ts');
const { runSim } = await import('./run-sim.ts');
process.exitCode = await runSim(process.argv.slice(2));
