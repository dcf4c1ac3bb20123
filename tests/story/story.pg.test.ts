import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { startStack } from '../support/start-stack.ts';
import { runStory } from './run-story.ts';

/** Bounds against hanging: real processes on a busy machine. */
const LONGEST_MS = 10 * 60_000;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'educrowd-course-'));
  await writeCourse(folder);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A small course of our own: two parts, a picture, a link from lesson to lesson, a table and code. */
async function writeCourse(root: string): Promise<void> {
  const picture =
    '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><circle cx="4" cy="4" r="4"/></svg>';
  const files: Record<string, string> = {
    'config.yaml': 'title: Bees and what they need\n',
    '1-hive/1-who-lives-there.md':
      '# Who lives there\n\nA *queen*, many **workers**, some drones.\n\n![A bee, drawn](bee.svg)\n\n| who | how many |\n| --- | --- |\n| queen | 1 |\n| workers | 30000 |\n',
    '1-hive/2-what-they-say.md':
      '# What they say\n\nThey dance: see [the hive](1-who-lives-there.md).\n\n```js\nconst angle = "from the sun";\n```\n\n> Nobody is in charge.\n',
    '1-hive/bee.svg': picture,
    '2-meadow/1-what-flowers.md':
      '# What flowers\n\n1. Clover\n2. Lime\n   - and its honeydew\n\nÜber die Wiese, 蜂, 🐝.\n',
  };
  for (const [path, text] of Object.entries(files)) {
    await mkdir(join(root, path, '..'), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

async function tell(coursePath: string) {
  const database = await createTestDatabase();
  const stack = await startStack({
    openDatabase: () =>
      Promise.resolve({ urls: database.urls, adminUrl: database.urls.adminUrl, stop: database.drop }),
  });
  const lines: string[] = [];
  try {
    const totals = await runStory({
      stack,
      coursePath,
      seed: 4711,
      expectRefusal: false,
      say: (line) => lines.push(line),
    });
    return { ...totals, told: [...lines, ...(totals.failed > 0 ? stack.complaints() : [])].join('\n') };
  } finally {
    await stack.stop();
  }
}

describe('the story of a course', { timeout: LONGEST_MS }, () => {
  test('of our own', async () => {
    const { steps, failed, told } = await tell(folder);
    expect(failed, told).toBe(0);
    expect(steps).toBe(13);
    expect(told).toContain('"Bees and what they need", markdown');
    expect(told).toContain('2 sections, 3 lessons, 1 files');
  });
});
