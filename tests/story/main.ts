/**
 * `npm run story [-- COURSE …] [--expect-refusal] [--keep] [--seed S]`: a real server, a real PostgreSQL and real
 * engines in a temporary place, and one course's way through all of them. Without a course: the four that come with the
 * test data.
 */
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { countOption, parseOptions } from '../../tools/command-line.ts';
import { repositoryRoot } from '../../tools/repository.ts';
import { withStack } from '../support/program.ts';
import { newSeed } from '../support/random.ts';
import { runStory } from './run-story.ts';
import type { StoryTotals } from './story-steps.ts';

const NAMED = [
  'olx/openedx-test-course/test-course/course',
  'olx/openedx-test-course/dist/test-course.tar.gz',
  'olx/testcourse1',
  'markdown/git-novice',
];

const { values, positionals } = parseOptions({
  allowPositionals: true,
  options: {
    'expect-refusal': { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
    seed: { type: 'string' },
  },
});
const seed = values.seed === undefined ? newSeed() : countOption('seed', values.seed);
const testdata = process.env['EDUCROWD_TESTDATA'] ?? join(repositoryRoot, '../shared/testdata');
/** npm runs its scripts in the root, wherever it was called. */
const calledFrom = process.env['INIT_CWD'] ?? process.cwd();

let [steps, failed, skipped] = [0, 0, 0];
const courses =
  positionals.length > 0 ? positionals.map(findGiven) : NAMED.map((name) => join(testdata, name));
for (const coursePath of courses) {
  const isThere = existsSync(coursePath);
  console.log(`\nThe story of ${coursePath}${isThere ? ` (seed ${seed})` : ''}`);
  if (isThere) {
    const totals = await tellStory(coursePath);
    steps += totals.steps;
    failed += totals.failed;
  } else if (positionals.length > 0) {
    console.log('  FAIL There is no such file or folder.');
    failed += 1;
  } else {
    console.log('  SKIPPED This course is not here. EDUCROWD_TESTDATA may say where it is.');
    skipped += 1;
  }
}
console.log(`\nstory: ${steps} steps, ${failed} failed${skipped > 0 ? `, ${skipped} courses skipped` : ''}`);
process.exitCode = failed > 0 ? 1 : 0;

/** As it was typed, or as it is called within the test data. */
function findGiven(path: string): string {
  const typed = resolve(calledFrom, path);
  const known = join(testdata, path);
  return !existsSync(typed) && existsSync(known) ? known : typed;
}

function tellStory(coursePath: string): Promise<StoryTotals> {
  return withStack({ keep: values.keep }, async (stack) => {
    const options = { stack, coursePath, seed, expectRefusal: values['expect-refusal'], say: console.log };
    const totals = await runStory(options);
    if (totals.failed > 0 && !totals.isExplained && stack.complaints().length > 0) {
      console.log(`The last lines of the server and the engines:\n${stack.complaints().join('\n')}`);
    }
    return totals;
  });
}
