/** Devices of people of one school: edits of what they do not hold, and holdings that they only claim. */
import type { WireRow } from '@educrowd/shared/entity/define-entity';
import { newId } from '@educrowd/shared/primitives/id';
import { must } from '@educrowd/shared/primitives/assert';
import type { JsonObject } from '@educrowd/shared/primitives/json';
import { plainVerbs, type CommandName, type PlainVerb } from '@educrowd/shared/sync/mutations';
import { MAX_MUTATIONS_PER_PUSH } from '@educrowd/shared/sync/protocol';
import { entityNamed, syncedEntities, type SyncedEntityName } from '@educrowd/shared/synced-entities';
import { commandNeeds, editNeed } from '../../apps/cloud/src/endpoint-permissions.ts';
import { createTestDevice } from '../../apps/cloud/src/testing/build-course.ts';
import type { AttackCase } from './attack-case.ts';
import {
  fromStation,
  mayDo,
  maySee,
  sampleRows,
  teacherAndManager,
  type Insider,
  type Station,
} from './insider.ts';
import { envelope } from './procedure-cases.ts';
import type { World } from './world.ts';

export function insiderSyncCases(world: World, stations: readonly Station[]): readonly AttackCase[] {
  const syncing = stations.filter((station) => mayDo(station, 'sync.use'));
  return [
    ...syncing.map((station) => ({
      name: `insider: the device of ${station.name} edits nothing that needs more`,
      attack: () => fromStation(world, station, (insider) => editForeign(world, station, insider)),
    })),
    {
      name: 'insider: nothing moves from an own course or campaign into another one, or back',
      attack: () => fromStation(world, teacherAndManager, (insider) => moveAcross(world, insider)),
    },
    ...syncing.map((station) => ({
      name: `insider: the device of ${station.name} is sent nothing for what it only claims to hold`,
      attack: () => fromStation(world, station, (insider) => claimHoldings(world, station, insider)),
    })),
  ];
}

type Edit = readonly [name: string, args: JsonObject];
type Rows = ReadonlyMap<string, WireRow>;

/** New rows under those that are given; an entity that people may make and that is not here fails the case. */
function newRow(name: SyncedEntityName, rows: Rows): JsonObject | null {
  const idOf = (of: SyncedEntityName): string => String(rows.get(of)?.id ?? newId());
  const id = newId();
  const [courseId, campaignId] = [idOf('Course'), idOf('Campaign')];
  switch (name) {
    case 'Course':
    case 'Campaign':
      return { id, title: 'Mine' };
    case 'Section':
      return { id, courseId, parentId: null, title: 'Mine', position: 'a5' };
    case 'Lesson':
      return { id, courseId, sectionId: idOf('Section'), title: 'Mine', position: 'a5' };
    case 'Reward':
      return { id, campaignId, title: 'Mine', amountMinor: 100, position: 'a5' };
    case 'CampaignUpdate':
      return { id, campaignId, title: 'Mine' };
    case 'Faq':
      return { id, campaignId, question: 'Mine?', position: 'a5' };
    case 'Material':
      return { id, courseId, name: 'a.png', mimeType: 'image/png', sizeBytes: 3, sha256: 'b'.repeat(64) };
    case 'Document':
      return { id, courseId, lessonId: idOf('Lesson'), contentSchema: 1 };
    default:
      return null;
  }
}

const notAfter = '2100-01-01T00:00:00Z';

const commandArgs = (rows: Rows): Readonly<Record<CommandName, JsonObject | null>> => {
  const idOf = (of: SyncedEntityName): string => String(rows.get(of)?.id);
  return {
    'document.append': { id: idOf('Document'), update: 'AAA=' },
    'course.publish': { id: idOf('Course'), expected: 'published', notAfter },
    'course.unpublish': { id: idOf('Course'), expected: 'published', notAfter },
    'conflict.resolve': { id: idOf('Conflict'), expected: 'x', value: 'y' },
    // Needs no more than an account: whose they are is asked by its own tests.
    'notification.markRead': null,
  };
};

/** Past everything: nobody has changed the row since. */
const cursor = Number.MAX_SAFE_INTEGER;

function argsOf(verb: PlainVerb, name: SyncedEntityName, rows: Rows): JsonObject | null {
  const row = rows.get(name);
  const id = String(row?.id ?? newId());
  switch (verb) {
    case 'create': {
      const made = newRow(name, rows);
      return made && { row: made };
    }
    case 'patch': {
      const field = Object.entries(entityNamed(name).fields).find(
        ([key, each]) => each.writer === 'client' && each.merge !== 'immutable' && key !== 'id',
      );
      return { id, patch: field ? { [field[0]]: row?.[field[0]] ?? null } : {} };
    }
    case 'trash':
      return { id, cursor };
    case 'restore':
      return { id };
  }
}

async function editForeign(world: World, station: Station, { token }: Insider): Promise<string[]> {
  const rows = await sampleRows(world, world.attacker.targets);
  const edits: Edit[] = [];
  const holes: string[] = [];
  for (const { name } of syncedEntities)
    for (const verb of plainVerbs) {
      const need = editNeed(name, verb);
      if (mayDo(station, need)) continue;
      const args = argsOf(verb, name, rows);
      if (args) edits.push([`${name}.${verb}`, args]);
      else if (need !== null)
        holes.push(`${name}.${verb} has no case: see tests/attack/insider-sync-cases.ts`);
    }
  for (const [name, args] of Object.entries(commandArgs(rows)))
    if (args && !mayDo(station, commandNeeds[name as CommandName])) edits.push([name, args]);
  const results = await pushAll(world, token, edits);
  return [
    ...holes,
    ...results
      .filter(({ code }) => code !== 'FORBIDDEN')
      .map(({ name, code, detail }) => `${name} is ${code} and not FORBIDDEN (${String(detail)})`),
  ];
}

async function pushAll({ server, attacker }: World, token: string, edits: readonly Edit[]) {
  const device = createTestDevice(server, attacker.host, token);
  const done = [];
  for (let from = 0; from < edits.length; from += MAX_MUTATIONS_PER_PUSH) {
    const part = edits.slice(from, from + MAX_MUTATIONS_PER_PUSH);
    const results = await device.push(...part.map(([name, args]): [string, JsonObject] => [name, args]));
    done.push(...results.map((result, index) => ({ ...result, name: must(part[index], 'edit')[0] })));
  }
  return done;
}

/** Every reference of every entity: an own row is hung under one of others, one of others under an own row. */
async function moveAcross(world: World, { token, courseId, campaignId }: Insider): Promise<string[]> {
  const own = await sampleRows(world, { courseId, campaignId });
  const foreign = await sampleRows(world, world.attacker.targets);
  const edits: Edit[] = [];
  for (const { name } of syncedEntities) {
    for (const [key, { references }] of Object.entries(entityNamed(name).fields)) {
      if (references === undefined) continue;
      for (const [moved, goal] of [
        [own, foreign],
        [foreign, own],
      ] as const) {
        const [row, target] = [moved.get(name), goal.get(references)];
        if (!target) continue;
        if (row) edits.push([`${name}.patch`, { id: String(row.id), patch: { [key]: target.id ?? null } }]);
        const made = moved === own && editNeed(name, 'create') !== null ? newRow(name, own) : null;
        if (made) edits.push([`${name}.create`, { row: { ...made, [key]: target.id ?? null } }]);
      }
    }
  }
  const foreignIds = new Set([...foreign.values()].map(({ id }) => id));
  const results = await pushAll(world, token, edits);
  return results.flatMap(({ name, seq, code }) => {
    const { id } = must(edits[seq - 1], 'edit')[1];
    // What is refused for its form alone was looked at with the wrong eyes.
    const isRefused = foreignIds.has(id ?? null)
      ? code === 'FORBIDDEN'
      : !['APPLIED', 'MERGED'].includes(code);
    return isRefused ? [] : [`${name} is ${code}: ${JSON.stringify(edits[seq - 1])}`];
  });
}

interface Sent {
  readonly changes: readonly { readonly table: string; readonly scope: string }[];
  /** Of a pull: what is granted. */
  readonly holdings?: readonly string[];
}

async function claimHoldings(world: World, station: Station, insider: Insider): Promise<string[]> {
  const { server, attacker } = world;
  const { courseId, campaignId, userId } = attacker.targets;
  const claimed = [
    'staff',
    'finance',
    'course:*',
    'campaign:*',
    `course:${courseId}`,
    `campaign:${campaignId}`,
    `user:${userId}`,
    `user:${insider.userId}`,
  ];
  const call = (procedure: string, input: JsonObject) =>
    server.request(`/trpc/${procedure}`, {
      host: attacker.host,
      headers: { authorization: `Bearer ${insider.token}` },
      json: input,
    });
  const holes: string[] = [];
  const check = (what: string, text: string): void => {
    const { changes, holdings = [] } = (JSON.parse(text) as { result: { data: Sent } }).result.data;
    for (const { table, scope } of changes)
      if (!maySee(station, scope, insider)) holes.push(`${what} sends ${table} of ${scope}`);
    for (const holding of holdings)
      if (!maySee(station, holding, insider)) holes.push(`${what} grants ${holding}`);
  };
  for (const holdings of [claimed, ...claimed.map((each) => [each])]) {
    const { status, text } = await call('sync.pull', { ...envelope(holdings), cursor: 0, after: null });
    if (status === 200) check(`a pull of ${holdings.join()}`, text);
    else holes.push(`a pull of ${holdings.join()} is answered with ${status}`);
  }
  for (const holding of claimed) {
    const { status, text } = await call('sync.bootstrap', { ...envelope(), holding, after: null });
    if (status === 200) check(`a bootstrap of ${holding}`, text);
    if ((status === 200) !== maySee(station, holding, insider))
      holes.push(`a bootstrap of ${holding} is answered with ${status}`);
  }
  return [...new Set(holes)];
}
