import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

import { IMPORT_LIMITS, type CourseBudget } from './import-limits.ts';
import { tarGzOf, tarOf, temporaryFolder, writeFiles, zipOf, type TarEntry } from './testing/course-files.ts';
import { lessonsOf, readForTest, refusalOf } from './testing/read-for-test.ts';

const page: TarEntry = { name: 'a.md', content: '# A' };

describe('names that leave the archive', () => {
  it.each([
    '../evil.md',
    '/etc/evil.md',
    'a/../../evil.md',
    'C:/evil.md',
    'C:\\evil.md',
    'a\\..\\..\\evil.md',
    '\\\\server\\evil.md',
  ])('refuses %s in a tar', async (name) => {
    expect((await refusalOf(await tarOf([page, { name, content: 'x' }]))).code).toBe('unsafe-archive');
  });

  it.each(['../evil.md', '/etc/evil.md', 'a/../../evil.md', 'C:/evil.md', 'a\\..\\..\\evil.md'])(
    'refuses %s in a zip',
    async (name) => {
      const refusal = await refusalOf(
        zipOf([
          { name: 'a.md', content: '# A' },
          { name, content: 'x' },
        ]),
      );
      expect(refusal.code).toBe('unsafe-archive');
    },
  );

  it('refuses folders and names beyond all measure', async () => {
    expect((await refusalOf(await tarOf([page, { name: `${'d/'.repeat(60)}x.md` }]))).code).toBe('too-large');
    expect((await refusalOf(await tarOf([page, { name: `${'d'.repeat(2_000)}.md` }]))).code).toBe(
      'too-large',
    );
  });

  it('takes names that only look strange', async () => {
    const course = await readForTest(
      await tarOf([
        { name: './x/y..z/CON.md', content: '# Con' },
        { name: './x/y..z/a:b*.md', content: '# Star' },
      ]),
    );
    expect(
      lessonsOf(course)
        .map(({ title }) => title)
        .toSorted(),
    ).toEqual(['Con', 'Star']);
    const zipped = await readForTest(zipOf([{ name: 'a:b.md', content: '# Drive' }]));
    expect(lessonsOf(zipped).map(({ title }) => title)).toEqual(['Drive']);
  });
});

describe('entries that are no files', () => {
  it.each([
    { name: 'l', type: 'symlink', linkname: '/etc/passwd' },
    { name: 'd/l', type: 'symlink', linkname: '../../etc/passwd' },
    { name: 'l', type: 'link', linkname: '../../etc/passwd' },
    { name: 'l', type: 'link', linkname: '/etc/passwd' },
    { name: 'dev', type: 'character-device' },
    { name: 'disk', type: 'block-device' },
    { name: 'pipe', type: 'fifo' },
  ] as const)('refuses $type $linkname', async (entry) => {
    expect((await refusalOf(await tarOf([page, { size: 0, ...entry }]))).code).toBe('unsafe-archive');
  });

  it('leaves links within the archive out, and takes hard links as the files they are', async () => {
    const course = await readForTest(
      await tarOf([
        { name: 'b.md', content: '# B' },
        { name: 'soft.md', type: 'symlink', linkname: 'b.md' },
        { name: 'hard.md', type: 'link', linkname: 'b.md' },
      ]),
    );
    expect(lessonsOf(course)).toHaveLength(2);
    expect(course.report.leftOut.map(({ place }) => place)).toEqual(['soft.md']);
  });

  it('leaves links in a zip out', async () => {
    const course = await readForTest(
      zipOf([
        { name: 'a.md', content: '# A' },
        { name: 'l.md', content: '/etc/passwd', mode: 0o120777 },
      ]),
    );
    expect(lessonsOf(course)).toHaveLength(1);
    expect(course.report.leftOut.map(({ place }) => place)).toEqual(['l.md']);
  });
});

describe('too much', () => {
  const zeros = Buffer.alloc(24 * 1024 * 1024);

  it('stops unpacking when far more comes out than went in', async () => {
    const limits = { expansionFloorBytes: 1024 * 1024 };
    expect((await refusalOf(await tarGzOf({ 'a.md': '# A', 'zeros.bin': zeros }), { limits })).code).toBe(
      'unsafe-archive',
    );
    expect((await refusalOf(zipOf([{ name: 'zeros.bin', content: zeros }]), { limits })).code).toBe(
      'unsafe-archive',
    );
  });

  it('bounds one file and all files, whatever they claim', async () => {
    const archive = await tarGzOf({ 'a.md': '# A', 'zeros.bin': zeros });
    expect((await refusalOf(archive, { limits: { fileBytes: 1_000_000 } })).userMessage).toContain(
      'zeros.bin',
    );
    expect((await refusalOf(archive, { limits: { totalBytes: 1_000_000 } })).code).toBe('too-large');
    expect((await refusalOf(zipOf([{ name: 'z', content: zeros, claimedBytes: 10 }]))).code).toBe(
      'damaged-archive',
    );
  });

  it('does not open what already claims too much', async () => {
    const zip = zipOf([{ name: 'z', content: 'x'.repeat(50_000), claimedBytes: 3_000_000_000 }]);
    expect((await refusalOf(zip)).code).toBe('too-large');
  });

  it('bounds the number of entries, also of those that are skipped', async () => {
    const many = Array.from({ length: 120 }, (_, index): TarEntry => ({ name: `.hidden/${index}` }));
    expect((await refusalOf(await tarOf([page, ...many]), { limits: { entries: 100 } })).code).toBe(
      'too-large',
    );
    const zip = zipOf(many.map(({ name }) => ({ name, content: '' })));
    expect((await refusalOf(zip, { limits: { entries: 100 } })).code).toBe('too-large');
  });

  it('bounds what a tar puts between its files', async () => {
    const keys = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`k${index}`, 'v']));
    expect((await refusalOf(await tarOf([{ ...page, pax: keys }]))).code).toBe('unsafe-archive');
    const padding = Buffer.concat([await tarOf([page]), Buffer.alloc(3 * 1024 * 1024)]);
    expect((await refusalOf(padding)).code).toBe('unsafe-archive');
  });

  it('bounds the XML that is read', async () => {
    const files = { 'course.xml': `<course><chapter><html>${'x'.repeat(5_000)}</html></chapter></course>` };
    expect((await refusalOf(files, { limits: { textBytes: 1_000 } })).code).toBe('too-large');
  });
});

describe('archives that are broken or none', () => {
  it('refuses what was cut off', async () => {
    const archive = await tarGzOf({
      'a.md': '# A',
      'b.bin': Buffer.from(Array.from({ length: 100_000 }, (_, index) => (index * 7919) % 251)),
    });
    for (const share of [0.5, 0.9, 0.99]) {
      expect((await refusalOf(archive.subarray(0, Math.floor(archive.length * share)))).code).toBe(
        'damaged-archive',
      );
    }
  });

  it('refuses an archive with a password', async () => {
    const refusal = await refusalOf(zipOf([{ name: 'a.md', content: '# A', isEncrypted: true }]));
    expect(refusal.code).toBe('unsupported-format');
  });

  it.each([
    ['nothing', Buffer.alloc(0), 'not-a-course', 'is empty'],
    ['a PDF', Buffer.from('%PDF-1.7\n'), 'not-a-course', 'is a PDF'],
    ['text', Buffer.from('hello'), 'not-a-course', 'is not a course'],
    [
      'noise',
      Buffer.from(Array.from({ length: 3_000 }, (_, index) => (index * 31) % 256)),
      'not-a-course',
      'is not a course',
    ],
    ['compressed text', gzipSync('hello'), 'not-a-course', 'is not a course'],
    ['bzip2', Buffer.from('BZh91AY'), 'unsupported-format', 'Unpack it'],
    ['7-Zip', Buffer.from([0x37, 0x7a, 0xbc, 0xaf, 0x27, 0x1c]), 'unsupported-format', 'Unpack it'],
    ['zeros', Buffer.alloc(2_048), 'not-a-course', 'is not a course'],
  ])('refuses %s', async (...[, bytes, code, message]) => {
    const refusal = await refusalOf(bytes);
    expect(refusal.code).toBe(code);
    expect(refusal.userMessage).toContain(message);
  });

  it('says of what is named as an archive that it is damaged, and names the archives that can be chosen', async () => {
    await using folder = await temporaryFolder();
    const files = ['rivers.imscc', 'rivers.tar.gz', 'rivers.txt'];
    await writeFiles(folder.path, Object.fromEntries(files.map((name) => [name, '<html>Sign in</html>'])));
    const [cartridge, archive, other] = await Promise.all(
      files.map((name) => refusalOf(join(folder.path, name))),
    );
    for (const refusal of [cartridge, archive]) {
      expect(refusal?.code).toBe('damaged-archive');
      expect(refusal?.userMessage).toMatch(/rivers\.(?:imscc|tar\.gz)” .* damaged or incomplete/);
    }
    expect(other?.code).toBe('not-a-course');
    expect(other?.userMessage).toContain('.imscc');
  });

  it('refuses archives without a course', async () => {
    expect((await refusalOf(await tarOf({ 'a.txt': 'x', 'b.json': '{}' }))).userMessage).toContain(
      'No course was found',
    );
    expect((await refusalOf(await tarOf([]))).code).toBe('not-a-course');
    expect((await refusalOf(zipOf([]))).userMessage).toContain('holds no files');
  });

  it('names the formats that it knows and cannot read', async () => {
    expect((await refusalOf({ 'imsmanifest.xml': '<manifest/>' })).userMessage).toContain('IMS package');
    expect(
      (await refusalOf(await tarOf({ 'x/moodle_backup.xml': '<moodle_backup/>' }))).userMessage,
    ).toContain('Moodle');
  });
});

describe('courses that are too much as a whole', () => {
  const budget = (change: Partial<CourseBudget>): { limits: { budget: CourseBudget } } => ({
    limits: { budget: { ...IMPORT_LIMITS.budget, ...change } },
  });

  it.each([
    ['text', { 'a.md': 'x '.repeat(2_000) }, { textBytes: 1_000 }],
    ['paragraphs', { 'a.md': 'x\n\n'.repeat(2_000) }, { nodes: 1_000 }],
    ['items', { 'a.md': 'x\n\n'.repeat(2_000) }, { items: 1_000 }],
    [
      'tags',
      { 'course.xml': `<course><chapter>${'<html/>'.repeat(2_000)}</chapter></course>` },
      { tags: 1_000 },
    ],
    [
      'elements',
      { 'course.xml': `<course><chapter>${'<html/>'.repeat(2_000)}</chapter></course>` },
      { elements: 1_000 },
    ],
  ])('are refused for their %s', async (_what, files, change) => {
    const refusal = await refusalOf(files, budget(change));
    expect(refusal.code).toBe('too-large');
    expect(refusal.userMessage).toContain('Divide it');
  });
});
