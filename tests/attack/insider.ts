/**
 * One person of the attacked school, in every station that somebody there can have: what the table of permissions does not
 * give them has to be refused. Stations are written straight into the database, so that one sign-in serves them all.
 */
import { ruleOf, type Permission } from '@educrowd/shared/permissions/matrix';
import { customRoleKey, roles, type Role } from '@educrowd/shared/permissions/roles';
import type { Subject } from '@educrowd/shared/permissions/can';
import { newId } from '@educrowd/shared/primitives/id';
import { must } from '@educrowd/shared/primitives/assert';
import type { WireRow } from '@educrowd/shared/entity/define-entity';
import { entityNamed, syncedEntities } from '@educrowd/shared/synced-entities';
import { snakeCase } from '@educrowd/db/derive/snake-case';
import type { Need } from '../../apps/cloud/src/endpoint-permissions.ts';
import { buildCampaign } from '../../apps/cloud/src/testing/build-campaign.ts';
import { buildCourse, createTestDevice } from '../../apps/cloud/src/testing/build-course.ts';
import { addMember, createPerson, signIn } from '../../apps/cloud/src/testing/people.ts';
import type { World } from './world.ts';

interface Held {
  /** `custom`: the role that the school has defined for this. */
  readonly role: Role | 'custom';
  /** Of the custom role. */
  readonly permissions?: readonly string[];
  /** `ending`: counts for another hour. */
  readonly lapse?: 'paused' | 'expired' | 'ending';
}

export interface Station {
  readonly name: string;
  readonly grants: readonly Held[];
}

/** Named here once more: were they left out of the matrix, nobody would notice. */
const reserved: readonly string[] = ['role.grant', 'role.define'] satisfies Permission[];

/** In a grant that does not count. */
const everything = [
  'audit.view',
  'course.author',
  'content.author',
  'campaign.launch',
  'member.list',
  'sync.use',
];

export const teacherAndManager: Station = {
  name: 'a teacher and campaign manager',
  grants: [{ role: 'instructor' }, { role: 'campaignManager' }],
};

export const stations: readonly Station[] = [
  ...roles.map((role) => ({ name: `somebody who is ${role}`, grants: [{ role }] })),
  teacherAndManager,
  { name: 'somebody without any role', grants: [] },
  ...(['paused', 'expired'] as const).flatMap((lapse): Station[] => [
    { name: `an owner who is ${lapse}`, grants: [{ role: 'owner', lapse }] },
    {
      name: `a teacher whose admin role is ${lapse}`,
      grants: [{ role: 'instructor' }, { role: 'admin', lapse }],
    },
    {
      name: `a student whose role of the school is ${lapse}`,
      grants: [{ role: 'student' }, { role: 'custom', permissions: everything, lapse }],
    },
  ]),
  {
    name: 'a holder of a role of the school with little in it',
    grants: [{ role: 'custom', permissions: ['member.list'] }],
  },
  {
    name: 'a holder of a role of the school that syncs and no more',
    grants: [{ role: 'custom', permissions: ['sync.use'] }],
  },
  {
    name: 'a holder of a role of the school that names what none may have',
    grants: [{ role: 'custom', permissions: [...reserved, 'school.create', 'member.list'] }],
  },
];

/** One of each kind: no role, roles of the school, narrowed ones, and those that do not count any more. */
export const fewStations: readonly Station[] = [
  teacherAndManager,
  ...stations.filter(({ grants }) =>
    grants.some(({ role, lapse }) => lapse !== undefined && role !== 'custom'),
  ),
  ...stations.filter(({ grants }) =>
    grants.some(({ role, lapse }) => role === 'custom' && lapse === undefined),
  ),
];

export interface Insider {
  readonly userId: string;
  readonly token: string;
  readonly customRoleId: string;
  /** Another member of the school. */
  readonly colleagueId: string;
  /** What the person is on the staff of. */
  readonly courseId: string;
  readonly campaignId: string;
  become(station: Station): Promise<void>;
}

const insiders = new WeakMap<World, Promise<Insider>>();

export function insiderOf(world: World): Promise<Insider> {
  const known = insiders.get(world) ?? createInsider(world);
  insiders.set(world, known);
  return known;
}

async function createInsider({ server, database, attacker }: World): Promise<Insider> {
  const { admin } = database;
  const { tenantId, host, targets } = attacker;
  const person = await createPerson(server, { name: 'Ivo Insider' });
  const { userId } = person;
  const school = { tenantId, host, slug: '', isNew: false };
  await addMember(server, school, { ...person, roles: ['instructor', 'campaignManager'] });
  const colleague = await createPerson(server, { name: 'Cleo Colleague' });
  await addMember(server, school, colleague);
  const { token } = await signIn(server, person, host);
  const device = createTestDevice(server, host, token);
  const { courseId } = await buildCourse(device, { title: 'Own course', lessons: ['Own words'] });
  const { campaignId } = await buildCampaign(device, { campaign: { title: 'Own campaign' } });
  // Of somebody else: something to decide, and what that campaign has not yet.
  const owner = createTestDevice(server, host, attacker.token);
  const results = await owner.push(
    [
      'Course.patch',
      { id: targets.courseId, patch: { summary: `Summary ${attacker.canary}` } },
      { summary: 'never there' },
    ],
    [
      'Faq.create',
      { row: { id: newId(), campaignId: targets.campaignId, question: 'Why?', position: 'a0' } },
    ],
  );
  for (const { code, detail } of results)
    if (code !== 'APPLIED' && code !== 'MERGED') throw new Error(`${code}: ${String(detail)}`);
  const customRoleId = newId();
  await admin`
    insert into custom_role (tenant_id, id, name, description, permissions, defined_by, defined_at)
    values (${tenantId}, ${customRoleId}, ${`Insider ${customRoleId}`}, '', '{}', ${targets.userId}, now())`;
  return {
    userId,
    token,
    customRoleId,
    colleagueId: colleague.userId,
    courseId,
    campaignId,
    become: async ({ grants }) => {
      await admin.begin(async (tx) => {
        await tx`delete from role_grant where tenant_id = ${tenantId} and user_id = ${userId}`;
        for (const { role, permissions = [], lapse } of grants) {
          if (role === 'custom')
            await tx`
              update custom_role set permissions = ${[...permissions]}
              where tenant_id = ${tenantId} and id = ${customRoleId}`;
          await tx`
            insert into role_grant (tenant_id, id, user_id, role, assigned_at, expires_at, is_active)
            values (${tenantId}, ${newId()}, ${userId}, ${role === 'custom' ? customRoleKey(customRoleId) : role},
              now(), ${endOf(lapse)}, ${lapse !== 'paused'})`;
        }
      });
    },
  };
}

function endOf(lapse: Held['lapse']): string | null {
  if (lapse === 'expired') return '2020-01-01T00:00:00Z';
  return lapse === 'ending' ? new Date(Date.now() + 60 * 60_000).toISOString() : null;
}

/**
 * What the matrix gives to a station. Written without the server's own code, which may be wrong: `own` says whether the
 * subject is what the person is on the staff of.
 */
export function mayDo({ grants }: Station, need: Need | null, isOwn = false): boolean {
  if (need === null) return false;
  if (need === 'everyone' || need === 'signedIn') return true;
  const rule = ruleOf(need);
  if (typeof rule.roles === 'string') return true;
  const allowed = [
    ...rule.roles,
    ...(isOwn ? [...(rule.ownCourses ?? []), ...(rule.ownCampaigns ?? [])] : []),
  ];
  return grants
    .filter(({ lapse }) => lapse === undefined || lapse === 'ending')
    .some(({ role, permissions = [] }) =>
      role === 'custom' ? permissions.includes(need) && !reserved.includes(need) : allowed.includes(role),
    );
}

/** Whether devices of the station may have what lies in a scope. */
export function maySee(station: Station, scope: string, { userId, courseId, campaignId }: Insider): boolean {
  const [kind, id] = scope.split(':');
  if (!mayDo(station, 'sync.use')) return false;
  switch (kind) {
    case 'staff':
      return true;
    case 'finance':
      return mayDo(station, 'ledger.view');
    case 'user':
      return id === userId;
    case 'course':
      return mayDo(station, 'course.preview', id === courseId);
    case 'campaign':
      return (
        mayDo(station, 'campaign.preview', id === campaignId) &&
        mayDo(station, 'pledge.list', id === campaignId)
      );
    default:
      return false;
  }
}

/** One row of each entity in a course, in a campaign, or of the whole staff. */
export async function sampleRows(
  { database, attacker }: World,
  { courseId, campaignId }: Subject,
): Promise<ReadonlyMap<string, WireRow>> {
  const scopes = ['staff', `course:${String(courseId)}`, `campaign:${String(campaignId)}`];
  const found = new Map<string, WireRow>();
  for (const { name, table } of syncedEntities) {
    const entity = entityNamed(name);
    const stored = await database.admin.unsafe<{ row: WireRow }[]>(
      `select to_jsonb(t) as row from ${table} t where tenant_id = $1 order by id`,
      [attacker.tenantId],
    );
    const rows = stored.map(({ row }): WireRow =>
      Object.fromEntries(Object.keys(entity.fields).map((key) => [key, row[snakeCase(key)] ?? null])),
    );
    const row = rows.find((each) => scopes.includes(entity.scope(each)));
    if (row) found.set(name, row);
  }
  return found;
}

/** Of what people write: jobs go on meanwhile and write the rest. */
const written = syncedEntities.flatMap(({ name, table }) => {
  const fields = Object.entries(entityNamed(name).fields).filter(
    ([key, { writer }]) => key !== 'id' && writer === 'client',
  );
  const columns = ['id', ...fields.map(([key]) => key), 'deletedAt'].map(snakeCase);
  return fields.length === 0 ? [] : [{ table, columns: columns.join() }];
});

/** Of everything that an attack from within would change: what people wrote, and who may do what. */
async function fingerprint({ database, attacker }: World): Promise<string> {
  const tables = [...written, { table: 'role_grant', columns: '*' }, { table: 'custom_role', columns: '*' }];
  const parts: string[] = [];
  for (const { table, columns } of tables) {
    const [row] = await database.admin.unsafe<{ sum: string }[]>(
      `select md5(coalesce(string_agg(t::text, '' order by t::text), '')) as sum
        from (select ${columns} from ${table} where tenant_id = $1) t`,
      [attacker.tenantId],
    );
    parts.push(`${table} ${must(row, table).sum}`);
  }
  return parts.join('\n');
}

/** The tables in which two fingerprints differ. */
const changedTables = (before: string, after: string): string[] => {
  const known = new Set(before.split('\n'));
  return after.split('\n').flatMap((line) => (known.has(line) ? [] : [line.replace(/ .*/, '')]));
};

/** Runs an attack from a station; whatever it changes is a hole as well. */
export async function fromStation(
  world: World,
  station: Station,
  attack: (insider: Insider) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const insider = await insiderOf(world);
  await insider.become(station);
  const before = await fingerprint(world);
  const holes = await attack(insider);
  const changed = changedTables(before, await fingerprint(world));
  return changed.length === 0 ? holes : [...holes, `it changes ${changed.join(', ')}`];
}
