import { describe, expect, it } from 'vitest';

import type { ImportedCourse } from './imported-course.ts';
import {
  blocksOf,
  countNodes,
  lessonsOf,
  outlineOf,
  readForTest,
  refusalOf,
  sectionsOf,
} from './testing/read-for-test.ts';
import { showBlocks } from './testing/show-blocks.ts';
import { hasTestdata, testdata } from './testing/testdata.ts';

/** Courses that nobody here wrote; see `testing/testdata.ts`. */
describe.skipIf(!hasTestdata)('real courses', () => {
  const counts = (course: ImportedCourse): Record<string, number> => ({
    sections: sectionsOf(course).length,
    lessons: lessonsOf(course).length,
    materials: course.materials.length,
    images: countNodes(course, 'image'),
    kept: course.report.kept,
    changed: course.report.changed.length,
    opaque: course.report.opaque.length,
    leftOut: course.report.leftOut.length,
  });

  describe('the Open edX test course', () => {
    const folder = testdata('olx/openedx-test-course/test-course/course');

    it('is complete', async () => {
      const course = await readForTest(folder);
      expect(course).toMatchObject({ format: 'olx', title: 'Open edX Test Course', language: 'en' });
      expect(counts(course)).toEqual({
        sections: 6,
        lessons: 23,
        materials: 1,
        images: 1,
        kept: 47,
        changed: 34,
        opaque: 11,
        leftOut: 11,
      });
      expect(outlineOf(course).filter((line) => !line.includes('- '))).toEqual([
        'Introduction (README)',
        '  README',
        'Example Content',
        '  Built-in Advanced Components',
        '  Group-Restricted Content',
        'Course pages',
      ]);
    });

    it('is the same from its archive, and from the folder above', async () => {
      const plain = (course: ImportedCourse): unknown => ({
        ...course,
        materials: course.materials.map(({ sha256 }) => sha256),
      });
      const expected = plain(await readForTest(folder));
      expect(plain(await readForTest(testdata('olx/openedx-test-course/dist/test-course.tar.gz')))).toEqual(
        expected,
      );
      expect(plain(await readForTest(testdata('olx/openedx-test-course/test-course')))).toEqual(expected);
    });

    it('shows every problem with its answer, and each group what it saw', async () => {
      const course = await readForTest(folder);
      const library = showBlocks(blocksOf(course, 'Example: library_content'));
      expect(library.filter((line) => line === 'callout:question')).toHaveLength(16);
      expect(library.filter((line) => line === 'callout:answer')).toHaveLength(16);
      expect(
        showBlocks(blocksOf(course, 'Example: split_test')).filter((line) => /^(?:h\d|embed)/.test(line)),
      ).toEqual([
        'h2 Content Experiment - One video per group',
        'h3 Group 1A',
        'embed https://www.youtube.com/watch?v=3_yD_cEKoCk “Video for Group 1A”',
        'h3 Group 1B',
        'embed https://www.youtube.com/watch?v=-50NdPawLVY “Video for Group 1B”',
        'h3 Group 1C',
        'embed https://www.youtube.com/watch?v=bE4C8a48o1E “Video for Group 1C”',
        'h2 Content Experiment - Question that relates to video',
        'h3 Group 1A',
        'h3 Group 1B',
        'h3 Group 1C',
      ]);
    });

    it('comes with a problem bank', async () => {
      const bank = await readForTest(testdata('olx/openedx-test-course/dist/test-problem-bank.tar.gz'));
      expect(bank).toMatchObject({ format: 'olx-library', title: 'Open edX Test Problem Bank' });
      expect(counts(bank)).toMatchObject({ sections: 1, lessons: 12, changed: 13, opaque: 0, leftOut: 0 });
    });
  });

  describe('the cartridges', () => {
    const read = (name: string): Promise<ImportedCourse> => readForTest(testdata(`common-cartridge/${name}`));

    it('course-1: every kind of part, in the order of its module', async () => {
      const course = await read('course-1');
      expect(course).toMatchObject({ format: 'common-cartridge', title: 'COURSE-for-modules-testing' });
      expect(outlineOf(course).slice(0, 7)).toEqual([
        'First Module',
        '  - First Module Assignment 1',
        '  - First Module Quiz 1',
        '  - First Module Wiki Page 1',
        '  - First Module Discussion 1',
        '  First Module Text Header 1',
        '    - First Module External URL 1',
      ]);
      expect(counts(course)).toMatchObject({ materials: 2, images: 1, opaque: 0, leftOut: 3 });
      expect(course.report.leftOut).toContainEqual({
        place: 'course_settings/',
        kind: 'settings',
        what: '6 settings files of Canvas have no counterpart here.',
      });
    });

    it('all-question-types: each question with its answer', async () => {
      const course = await read('all-question-types');
      const quiz = showBlocks(blocksOf(course, 'ALL QUESTION TYPES QUIZ'));
      expect(quiz.filter((line) => line === 'callout:question')).toHaveLength(9);
      expect(quiz).toContain('      p Toyota: Corolla');
      expect(quiz).toContain('      p 33.32 – 33.34');
      const formula = quiz.indexOf('      p 5 + x');
      expect(quiz.slice(formula - 3, formula)).toEqual([
        '  p <bold>Correct answers</>',
        '  bulletList',
        '    listItem',
      ]);
      expect(counts(course)).toMatchObject({ lessons: 1, opaque: 1, leftOut: 1 });
    });

    it('assignment-rubrics and latex: points and formulas', async () => {
      const rubric = showBlocks(blocksOf(await read('assignment-rubrics'), 'Rubricated Assignment'));
      expect(rubric.at(-1)).toBe('    p Description of criterion (5.0): Full Marks: 5.0 · No Marks: 0.0');
      const latex = await read('latex.imscc');
      expect(counts(latex)).toMatchObject({ lessons: 2, changed: 2, opaque: 0, leftOut: 1 });
      expect(new Set(latex.report.changed.map(({ what }) => what))).toEqual(
        new Set(['Learners did not get to see it; now everyone can.']),
      );
      expect(showBlocks(blocksOf(latex, 'Page 2')).at(-1)).toContain('b^2-4ac');
    });
  });

  describe('the courses of olxcleaner', () => {
    const read = (number: number): Promise<ImportedCourse> =>
      readForTest(testdata(`olx/testcourse${number}`));

    it('1: pointers', async () => {
      expect(outlineOf(await read(1))).toEqual(['chapter name', '  display name', '    - vertical name']);
      expect(counts(await read(1))).toMatchObject({ kept: 5, changed: 0, opaque: 0, leftOut: 0 });
    });

    it('2: one damaged unit and many faults keep nothing from the rest', async () => {
      const course = await read(2);
      expect(counts(course)).toMatchObject({
        sections: 4,
        lessons: 18,
        kept: 23,
        changed: 5,
        opaque: 15,
        leftOut: 4,
      });
      const damaged = course.report.opaque.find(({ place }) => place.includes('myvertical5'));
      expect(damaged?.what).toBe(
        "The file vertical/myvertical5.xml can't be read: unexpected close tag (line 2).",
      );
      const kept = lessonsOf(course).find(({ key }) => key === 'vertical/myvertical5');
      expect(kept?.title).toBe('Hello');
      expect(showBlocks(kept?.content.content ?? [])).toEqual([
        'opaque:vertical <vertical display_name="Hello">\n</chapter>\n',
      ]);
    });

    it('3: a damaged root is refused', async () => {
      const refusal = await refusalOf(testdata('olx/testcourse3'));
      expect(refusal.code).toBe('invalid-course');
      expect(refusal.userMessage).toContain('its root file course.xml is damaged');
    });

    it('4: no name for the run', async () => {
      expect(outlineOf(await read(4))).toEqual(['chapter name', '  display name', '    - vertical name']);
    });

    it('5: policies that are no JSON', async () => {
      const { report } = await read(5);
      expect(report.changed.map(({ what }) => what)).toEqual([
        'policies/mycourseurl/policy.json holds no settings that could be read.',
      ]);
      expect(report.leftOut.map(({ place }) => place)).toEqual(['policies/mycourseurl/grading_policy.json']);
    });

    it('6: names that are missing or used several times', async () => {
      const course = await read(6);
      expect(counts(course)).toMatchObject({ sections: 3, lessons: 5, kept: 13, changed: 1, opaque: 0 });
      expect(new Set(lessonsOf(course).map(({ key }) => key)).size).toBe(5);
    });
  });

  describe('the Git lesson of Software Carpentry', () => {
    it('is complete', async () => {
      const course = await readForTest(testdata('markdown/git-novice'));
      expect(course).toMatchObject({ format: 'markdown', title: 'Version Control with Git', language: 'en' });
      expect(counts(course)).toEqual({
        sections: 2,
        lessons: 15,
        materials: 21,
        images: 22,
        kept: 541,
        changed: 25,
        // Nine screenshots that the copy here does not have.
        opaque: 9,
        leftOut: 1,
      });
      expect(outlineOf(course).slice(0, 4)).toEqual([
        'Episodes',
        '  - Automated Version Control',
        '  - Setting Up Git',
        '  - Creating a Repository',
      ]);
    });

    it('keeps every challenge and every solution', async () => {
      const course = await readForTest(testdata('markdown/git-novice'));
      const lines = lessonsOf(course)
        .flatMap(({ content }) => showBlocks(content.content))
        .map((line) => line.trim());
      const questions = lines.filter((line) => line === 'callout:question').length;
      const questionLists = lines.filter((line) => line === 'p <bold>Questions</>').length;
      expect(questionLists).toBe(14);
      expect(questions - questionLists).toBe(38);
      expect(lines.filter((line) => line === 'callout:answer')).toHaveLength(25);
    });

    it('reads the grid table in its fold-out', async () => {
      const course = await readForTest(testdata('markdown/git-novice'));
      const lines = showBlocks(blocksOf(course, 'Tracking Changes'));
      const code = lines.indexOf('        code 1.   Use numbers\n1.   to create\n1.   numbered lists.');
      expect(lines.slice(code + 1, code + 5).map((line) => line.trim())).toEqual([
        'tableCell',
        'orderedList',
        'listItem',
        'p Use numbers',
      ]);
    });
  });
});
