import { readdir, writeFile } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';

import type { BlockNode, ContentDoc, ContentNode } from '@educrowd/shared/content/content-json';
import { parseContent } from '@educrowd/shared/content/parse-content';
import { newId } from '@educrowd/shared/primitives/id';

import { ImportError } from '../import-error.ts';
import type { ImportedCourse, ImportedLesson, ImportedSection } from '../imported-course.ts';
import { readCourse, type ReadCourseOptions } from '../read-course.ts';
import { resolveReferences } from '../references.ts';
import { temporaryFolder, writeFiles, type Files } from './course-files.ts';

type Options = Omit<ReadCourseOptions, 'workDir'>;

/** Reads a course from files, from the bytes of an archive, or from a path, and checks what holds for every course. */
export async function readForTest(
  input: Files | Uint8Array | string,
  options: Options = {},
): Promise<ImportedCourse> {
  await using folder = await temporaryFolder();
  const course = await readCourse(await placed(input, folder.path), {
    ...options,
    workDir: join(folder.path, 'work'),
  });
  expectSound(course);
  for (const material of course.materials) expect(existsSync(material.path)).toBe(true);
  return course;
}

/** The refusal, having checked that it left nothing behind. */
export async function refusalOf(
  input: Files | Uint8Array | string,
  options: Options = {},
): Promise<ImportError> {
  await using folder = await temporaryFolder();
  const path = await placed(input, folder.path);
  const before = await readdir(folder.path, { recursive: true });
  const workDir = join(folder.path, 'work');
  const outcome = await readCourse(path, { ...options, workDir }).then(
    () => 'a course',
    (error: unknown) => error,
  );
  const after = (await readdir(folder.path, { recursive: true })).filter((name) => name !== 'work');
  expect(after).toEqual(before);
  expect(outcome).toBeInstanceOf(ImportError);
  return outcome as ImportError;
}

async function placed(input: Files | Uint8Array | string, folder: string): Promise<string> {
  if (typeof input === 'string') return input;
  const path = join(folder, 'course');
  if (!(input instanceof Uint8Array)) return writeFiles(path, input);
  await writeFile(path, input);
  return path;
}

/** What must hold for whatever was imported. */
export function expectSound(course: ImportedCourse): void {
  const lessons = lessonsOf(course);
  const keys = [...lessons.map(({ key }) => key), ...sectionsOf(course).map(({ key }) => key)];
  expect(new Set(keys).size).toBe(keys.length);
  const materialKeys = new Set(course.materials.map(({ key }) => key));
  expect(materialKeys.size).toBe(course.materials.length);
  if (course.coverKey !== undefined) expect(materialKeys).toContain(course.coverKey);
  for (const { title } of [...lessons, ...sectionsOf(course), course]) {
    expect(title.length).toBeGreaterThan(0);
    expect(title.length).toBeLessThanOrEqual(300);
  }
  const lessonKeys = new Set(lessons.map(({ key }) => key));
  for (const lesson of lessons) {
    const content = resolveReferences(lesson.content, {
      materialId: (key) => (materialKeys.has(key) ? newId() : `no material ${key}`),
      lessonId: (key) => (lessonKeys.has(key) ? newId() : `no lesson ${key}`),
    });
    expect(problemsOf(content)).toEqual([]);
  }
  const opaque = lessons
    .flatMap(({ content }) => content.content.flatMap(nodesOf))
    .filter(({ type }) => type === 'opaque');
  expect(course.report.opaque).toHaveLength(opaque.length);
}

export function problemsOf(content: ContentDoc): unknown[] {
  const parsed = parseContent(content);
  return parsed.ok ? [] : parsed.failure;
}

export const sectionsOf = ({ sections }: Pick<ImportedCourse, 'sections'>): ImportedSection[] =>
  sections.flatMap(sectionsWithin);

const sectionsWithin = (section: ImportedSection): ImportedSection[] => [
  section,
  ...section.children.flatMap((child) => (child.kind === 'section' ? sectionsWithin(child) : [])),
];

export const lessonsOf = (course: Pick<ImportedCourse, 'sections'>): ImportedLesson[] =>
  course.sections.flatMap(lessonsWithin);

const lessonsWithin = (section: ImportedSection): ImportedLesson[] =>
  section.children.flatMap((child) => (child.kind === 'section' ? lessonsWithin(child) : [child]));

/** A node and everything below it. */
export const nodesOf = (node: ContentNode): ContentNode[] => [
  node,
  ...('content' in node ? (node.content ?? []).flatMap(nodesOf) : []),
];

export const countNodes = (course: ImportedCourse, type: ContentNode['type']): number =>
  lessonsOf(course)
    .flatMap(({ content }) => content.content.flatMap(nodesOf))
    .filter((node) => node.type === type).length;

/** The blocks of the lesson with this title. */
export function blocksOf(course: ImportedCourse, title: string): BlockNode[] {
  const lesson = lessonsOf(course).find((candidate) => candidate.title === title);
  expect(lesson, `a lesson “${title}”`).toBeDefined();
  return lesson?.content.content ?? [];
}

/** The outline as indented lines. */
export function outlineOf({ sections }: Pick<ImportedCourse, 'sections'>): string[] {
  const lines = (section: ImportedSection, indent: string): string[] => [
    `${indent}${section.title}`,
    ...section.children.flatMap((child) =>
      child.kind === 'section' ? lines(child, `${indent}  `) : [`${indent}  - ${child.title}`],
    ),
  ];
  return sections.flatMap((section) => lines(section, ''));
}
