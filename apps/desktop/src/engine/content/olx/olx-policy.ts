import * as z from 'zod';

import type { ImportTask } from '../import-task.ts';
import { readSourceText, type CourseSource } from '../source/course-source.ts';
import type { Policy } from './olx-definition.ts';

/** A named group of learners that some content was limited to. */
export interface GroupNames {
  nameOf(partitionId: string, groupId: string): string;
}

const policyFile = z.record(z.string(), z.record(z.string(), z.unknown()).catch({}));

/** `policies/<run>/policy.json`, or what is wrong with it. A course without one has no settings there. */
export async function readPolicy(
  source: CourseSource,
  run: string | null,
  task: ImportTask,
): Promise<{ policy: Policy; path: string | null; problem: string | null }> {
  const path = run === null ? 'policies/policy.json' : `policies/${run}/policy.json`;
  const nothing = { policy: new Map(), path: source.files.has(path) ? path : null };
  const json = await readJson(source, path, task);
  if (json === undefined) return { ...nothing, problem: null };
  const parsed = policyFile.safeParse(json);
  if (!parsed.success) return { ...nothing, problem: `${path} holds no settings that could be read.` };
  const policy = new Map(
    Object.entries(parsed.data).map(([key, settings]) => [
      key,
      new Map(
        Object.entries(settings).map(([name, value]) => [
          name,
          typeof value === 'string' ? value : JSON.stringify(value),
        ]),
      ),
    ]),
  );
  return { policy, path, problem: null };
}

/** The value of a JSON file; undefined where the file is absent, null where it is no JSON. */
async function readJson(source: CourseSource, path: string, task: ImportTask): Promise<unknown> {
  const file = source.files.get(path);
  if (file === undefined) return undefined;
  return parseJson((await readSourceText(file, task.limits))?.text ?? '');
}

/** Null for text that is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

const partitions = z.array(
  z.object({
    id: z.union([z.number(), z.string()]),
    groups: z.array(z.object({ id: z.union([z.number(), z.string()]), name: z.string() })).catch([]),
  }),
);

/** The groups that `user_partitions` of the course names. */
export function groupNamesOf(userPartitions: string | undefined): GroupNames {
  const parsed = partitions.safeParse(parseJson(userPartitions ?? '[]'));
  const names = new Map(
    (parsed.data ?? []).flatMap(({ id, groups }) =>
      groups.map((group) => [`${id}/${group.id}`, group.name] as const),
    ),
  );
  return { nameOf: (partitionId, groupId) => names.get(`${partitionId}/${groupId}`) ?? `group ${groupId}` };
}

const groupAccess = z.record(z.string(), z.array(z.union([z.number(), z.string()])));

/** The groups that an element is limited to, by name; empty where everybody sees it. */
export function groupsWithAccess(attributes: ReadonlyMap<string, string>, groups: GroupNames): string[] {
  const parsed = groupAccess.safeParse(parseJson(attributes.get('group_access') ?? '{}'));
  return Object.entries(parsed.data ?? {}).flatMap(([partition, ids]) =>
    ids.map((id) => groups.nameOf(partition, String(id))),
  );
}
