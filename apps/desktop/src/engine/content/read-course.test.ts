import { execFileSync } from 'node:child_process';
import { mkdir, readdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

import type { ImportedCourse, ImportProgress } from './imported-course.ts';
import { readCourse } from './read-course.ts';
import { referencesIn, resolveReferences } from './references.ts';
import { png, tarGzOf, temporaryFolder, writeFiles, zipOf } from './testing/course-files.ts';
import { blocksOf, lessonsOf, outlineOf, readForTest, refusalOf } from './testing/read-for-test.ts';
import { showBlocks } from './testing/show-blocks.ts';

const OLX = {
  'course/course.xml': '<course url_name="r" org="O" course="C"/>',
  'course/course/r.xml':
    '<course display_name="Course"><chapter display_name="W"><sequential display_name="S"><vertical url_name="u"/></sequential></chapter></course>',
  'course/vertical/u.xml':
    '<vertical display_name="U"><html><img src="/static/a.png" alt="A"/></html><discussion display_name="D"/></vertical>',
  'course/static/a.png': png(),
};

/** Everything but where the bytes lie. */
const withoutPaths = (course: ImportedCourse): unknown => ({
  ...course,
  materials: course.materials.map(({ path: _path, ...material }) => material),
});

describe('readCourse', () => {
  it('reads the same course from a folder, a tar.gz and a zip', async () => {
    const fromFolder = withoutPaths(await readForTest(OLX));
    expect(withoutPaths(await readForTest(await tarGzOf(OLX)))).toEqual(fromFolder);
    const zip = zipOf(Object.entries(OLX).map(([name, content]) => ({ name, content })));
    expect(withoutPaths(await readForTest(zip))).toEqual(fromFolder);
  });

  it('tells of a file that another one of the same name has taken the place of', async () => {
    const course = await readForTest(
      zipOf([
        { name: 'a.md', content: '# First' },
        { name: 'b.md', content: '# Other' },
        { name: 'a.md', content: '# Second' },
      ]),
    );
    expect(lessonsOf(course).map(({ title }) => title)).toEqual(['Second', 'Other']);
    expect(course.report.leftOut.map(({ place, what }) => [place, what])).toEqual([
      ['a.md', expect.stringContaining('another file of this name')],
    ]);
  });

  it('gives references out as the ids that the engine chose', async () => {
    const [lesson] = lessonsOf(await readForTest(OLX));
    const { content } = lesson!;
    const [key] = referencesIn(content).materials;
    const resolved = resolveReferences(content, {
      materialId: (asked) => `id of ${asked}`,
      lessonId: (asked) => asked,
    });
    expect(resolved.type).toBe('doc');
    expect(resolved.content[0]).toMatchObject({
      type: 'image',
      attrs: { materialId: `id of ${key}`, src: null },
    });
    expect(content.content[0]).toMatchObject({ attrs: { src: `import-material:${key}` } });
  });

  it('tells its progress, never beyond its total', async () => {
    const progress: ImportProgress[] = [];
    await readForTest(await tarGzOf(OLX), { onProgress: (step) => progress.push(step) });
    expect([...new Set(progress.map(({ phase }) => phase))]).toEqual([
      'unpack',
      'read',
      'materials',
      'convert',
    ]);
    for (const { done, total } of progress)
      expect(done).toBeLessThanOrEqual(total ?? Number.POSITIVE_INFINITY);
  });

  it.each(['unpack', 'read', 'materials', 'convert'])(
    'stops in the phase “%s” and leaves nothing',
    async (phase) => {
      const abort = new AbortController();
      const options = {
        signal: abort.signal,
        onProgress: (step: ImportProgress) => step.phase === phase && abort.abort(),
      };
      expect((await refusalOf(await tarGzOf(OLX), options)).code).toBe('cancelled');
    },
  );

  it('stops before it begins', async () => {
    expect((await refusalOf(OLX, { signal: AbortSignal.abort() })).code).toBe('cancelled');
  });

  it('lets other work run meanwhile', async () => {
    const files = Object.fromEntries(
      Array.from({ length: 60 }, (_, index) => [
        `${index}.md`,
        `# ${index}\n\n${'Some *text*.\n\n'.repeat(400)}`,
      ]),
    );
    let turns = 0;
    let isReading = true;
    const count = (): void => {
      turns++;
      if (isReading) setImmediate(count);
    };
    await using folder = await temporaryFolder();
    await writeFiles(folder.path, files);
    setImmediate(count);
    let turnsBefore: number | null = null;
    await readCourse(folder.path, {
      workDir: join(folder.path, '.work'),
      onProgress: ({ phase }) => {
        if (phase === 'convert') turnsBefore ??= turns;
      },
    });
    isReading = false;
    expect(turns).toBeGreaterThan(turnsBefore ?? Number.POSITIVE_INFINITY);
  });

  it('says that nothing is there', async () => {
    await using folder = await temporaryFolder();
    const refusal = await refusalOf(join(folder.path, 'gone'));
    expect(refusal.code).toBe('not-found');
  });
});

describe('folders', () => {
  it('follow no links, read no pipes, and take no hidden files', async () => {
    await using folder = await temporaryFolder();
    const course = join(folder.path, 'course');
    await writeFiles(course, {
      'a.md': '# A\n\n![x](secret.png) ![y](sub/a.png)',
      '.git/config': 'x',
      '.DS_Store': 'x',
      'node_modules/x/readme.md': '# X',
    });
    await writeFile(join(folder.path, 'secret.png'), png());
    await symlink(join(folder.path, 'secret.png'), join(course, 'secret.png'));
    await symlink(folder.path, join(course, 'sub'));
    await mkdir(join(course, 'empty'));
    if (process.platform !== 'win32') execFileSync('mkfifo', [join(course, 'pipe.md')]);
    const read = await readForTest(course);
    expect(outlineOf(read)).toEqual(['course', '  - A']);
    expect(read.materials).toEqual([]);
    expect(read.report.leftOut.map(({ place }) => place)).toEqual(
      process.platform === 'win32' ? ['secret.png', 'sub'] : ['pipe.md', 'secret.png', 'sub'],
    );
  });

  it('are never written to', async () => {
    await using folder = await temporaryFolder();
    await writeFiles(folder.path, { 'a.md': '# A\n\n<img src="data:image/png;base64,iVBORw0KGgo=">' });
    await using work = await temporaryFolder();
    const course = await readCourse(folder.path, { workDir: work.path });
    expect(await readdir(folder.path, { recursive: true })).toEqual(['a.md']);
    expect(course.materials[0]?.path.startsWith(work.path)).toBe(true);
  });

  it('with too many files are refused, and large files left out', async () => {
    const files = Object.fromEntries(Array.from({ length: 30 }, (_, index) => [`${index}.md`, 'x']));
    expect((await refusalOf(files, { limits: { entries: 20 } })).code).toBe('too-large');
    const course = await readForTest(
      { 'a.md': '# A\n\n[f](big.bin)', 'big.bin': Buffer.alloc(2_000) },
      { limits: { fileBytes: 1_000 } },
    );
    expect(course.report.leftOut[0]).toMatchObject({ place: 'big.bin', what: 'It is larger than 1 kB.' });
  });
});

describe('texts', () => {
  it('are read in the encoding that they are in', async () => {
    const course = await readForTest({
      'course.xml': Buffer.from(
        '<?xml version="1.0" encoding="ISO-8859-1"?><course display_name="Caf\xE9"><chapter><sequential><vertical display_name="U"><html filename="a"/></vertical></sequential></chapter></course>',
        'latin1',
      ),
      'html/a.html': Buffer.from('<p>na\xEFve \x93q\x94</p>', 'latin1'),
    });
    expect(course.title).toBe('Café');
    expect(showBlocks(blocksOf(course, 'U'))).toEqual(['p naïve “q”']);
    expect(course.report.changed[0]?.what).toContain('Windows-1252');
  });

  it('lose nothing but what cannot be stored', async () => {
    const course = await readForTest({
      'course.xml':
        '<course url_name="r"><chapter url_name="c"><sequential><vertical><html>x</html></vertical></sequential></chapter></course>',
      'policies/r/policy.json':
        '{"course/r": {"display_name": "A\\u0000\\ud800B"}, "chapter/c": {"display_name": "\\u0000"}}',
    });
    expect(course.title).toBe('A\uFFFDB');
    expect(outlineOf(course)[0]).toBe('c');
  });
});
