/**
 * The build after the present one, made of its source: rows have fields that the present one does not know, there is a
 * table and a node of texts that it does not know. What is about to be released is what will be the old version then, so
 * it is tried beside its successor before it is out.
 */
import { CONTENT_SCHEMA_VERSION } from '@educrowd/shared/content/content-schema';
import { SCHEMA_VERSION } from '@educrowd/shared/sync/protocol';
import type { Migration } from '@educrowd/db/sqlite/migrations';
import { NEWER_NODE } from './school/newer-node.ts';
import type { Change } from './plant.ts';

const shared = 'packages/shared/src';

const change = (file: string, find: string, replace: string): Change => ({
  file: `${shared}/${file}`,
  find,
  replace,
});

export const newerChanges: readonly Change[] = [
  change(
    'sync/protocol.ts',
    `export const SCHEMA_VERSION = ${SCHEMA_VERSION};`,
    `export const SCHEMA_VERSION = ${SCHEMA_VERSION + 1};`,
  ),
  change(
    'content/content-schema.ts',
    `export const CONTENT_SCHEMA_VERSION = ${CONTENT_SCHEMA_VERSION};`,
    `export const CONTENT_SCHEMA_VERSION = ${CONTENT_SCHEMA_VERSION + 1};`,
  ),
  change(
    'content/content-schema.ts',
    `import { getSchema, type AnyExtension } from '@tiptap/core';`,
    `import { getSchema, Node, type AnyExtension } from '@tiptap/core';`,
  ),
  change(
    'content/content-schema.ts',
    '  Opaque,\n  ContentLink,',
    `  Opaque,\n  Node.create({ name: '${NEWER_NODE}', group: 'block', atom: true }),\n  ContentLink,`,
  ),
  change(
    'courses/course.entity.ts',
    '    coverMaterialId:',
    '    accent: nullable(text(60)),\n    coverMaterialId:',
  ),
  change(
    'courses/lesson.entity.ts',
    'import { immutable, naming, position, reference }',
    'import { immutable, integer, naming, position, reference, startingAt }',
  ),
  change(
    'courses/lesson.entity.ts',
    '    position: position(),',
    '    position: position(),\n    minutes: startingAt(integer(0, 1_000_000_000), 7),',
  ),
  change(
    'synced-entities.ts',
    `import { conflict } from './sync/conflict.entity.ts';`,
    `import { conflict } from './sync/conflict.entity.ts';
import { defineEntity } from './entity/define-entity.ts';
import { immutable, reference, text } from './entity/fields.ts';

const remark = defineEntity({
  name: 'Remark',
  table: 'remarks',
  scope: (row) => \`course:\${String(row.courseId)}\`,
  parent: (row) => ({ entityName: 'Lesson', id: String(row.lessonId) }),
  fields: { courseId: immutable(reference('Course')), lessonId: immutable(reference('Lesson')), text: text(300) },
});`,
  ),
  change('synced-entities.ts', '  conflict,\n', '  remark,\n  conflict,\n'),
  change(
    'permissions/matrix.ts',
    `  Lesson: { create:`,
    `  Remark: { create: 'course.author', patch: 'course.author', trash: 'course.author' },\n  Lesson: { create:`,
  ),
];

/** What becomes of a workspace's file when the newer build opens it. */
export const newerMigration: Migration = {
  name: 'newer',
  statements: [
    'alter table courses add column accent text',
    'alter table lessons add column minutes integer not null default 7',
    `create table remarks (
       id text primary key not null, created_at text not null, updated_at text not null, deleted_at text,
       course_id text not null, lesson_id text not null, text text not null
     )`,
  ],
};
