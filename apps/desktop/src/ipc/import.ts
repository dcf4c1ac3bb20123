import * as z from 'zod';
import { command, query } from './procedure.ts';

/** What the person has chosen: a folder or archive on this computer, or what the browser host answered to an upload. */
export const importSource = z.strictObject({
  path: z.string().min(1).max(4_096),
  /** Proof that the system's dialog or a drop named this path; null for an upload. */
  grant: z.string().max(200).nullable(),
});
export type ImportSource = z.output<typeof importSource>;

const lossItem = z.strictObject({
  /** Path for a person: "Week 1 › Intro › problem 3 (problem/ab.xml)". */
  place: z.string(),
  kind: z.string(),
  what: z.string(),
});

export const importReport = z.strictObject({
  courseId: z.uuid(),
  title: z.string(),
  format: z.string(),
  importedAt: z.string(),
  kept: z.int(),
  changed: z.array(lossItem),
  /** Kept as originals, because nothing here can hold them. */
  opaque: z.array(lossItem),
  /** Not in the course at all: drafts, parts that nothing leads to, unused files. */
  leftOut: z.array(lossItem),
});
export type ImportReport = z.output<typeof importReport>;

export const importState = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('running'),
    /** In this order; a phase without work is left out. `total` is 0 while nobody knows it. */
    phase: z.enum(['unpack', 'read', 'convert', 'materials', 'save']),
    done: z.int(),
    total: z.int(),
  }),
  z.strictObject({ state: z.literal('done'), courseId: z.uuid() }),
  z.strictObject({ state: z.literal('failed'), reason: z.string() }),
  z.strictObject({ state: z.literal('cancelled') }),
]);
export type ImportState = z.output<typeof importState>;

export const importContract = {
  /** Refused for what nobody has chosen. */
  start: command(importSource, z.strictObject({ importId: z.uuid() })),
  state: query(z.strictObject({ importId: z.uuid() }), importState),
  /** Answers when the import has ended. Nothing of the course stays, unless it was complete already. */
  cancel: command(z.strictObject({ importId: z.uuid() }), z.void()),
  report: query(z.strictObject({ courseId: z.uuid() }), importReport.nullable()),
};
