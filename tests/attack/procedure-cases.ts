/** Every tRPC procedure, asked about things of another school, as a device that was tampered with would. */
import type { JsonObject } from '@educrowd/shared/primitives/json';
import { newId } from '@educrowd/shared/primitives/id';
import { mutationHash, PROTOCOL_VERSION, SCHEMA_VERSION } from '@educrowd/shared/sync/protocol';
import type { AttackCase } from './attack-case.ts';
import { inventedTargets, type Targets, type World } from './world.ts';

export const envelope = (holdings: readonly string[] = []): JsonObject => ({
  protocol: PROTOCOL_VERSION,
  schema: SCHEMA_VERSION,
  epoch: null,
  clientId: newId<'Client'>(),
  holdings: [...holdings],
  ackedThrough: 0,
});

const push = (edits: readonly { readonly name: string; readonly args: JsonObject }[]): JsonObject => ({
  ...envelope(),
  mutations: edits
    .map((edit, index) => ({ seq: index + 1, base: {}, ...edit }))
    .map((edit) => ({ ...edit, hash: mutationHash(edit) })),
});

const course = ({ courseId }: Targets): string => `course:${courseId}`;
const campaign = ({ campaignId }: Targets): string => `campaign:${campaignId}`;
const person = ({ userId }: Targets): string => `user:${userId}`;

interface Question {
  readonly what: string;
  readonly input: (targets: Targets) => JsonObject;
}

/** By procedure; queries and mutations alike. */
export const questions: Readonly<Record<string, readonly Question[]>> = {
  'sync.push': [
    {
      what: 'edits of rows',
      input: ({ courseId, lessonId, campaignId, materialId, rewardId }) =>
        push([
          { name: 'Course.patch', args: { id: courseId, patch: { title: 'Mine' } } },
          { name: 'Lesson.trash', args: { id: lessonId, cursor: 0 } },
          { name: 'Campaign.patch', args: { id: campaignId, patch: { title: 'Mine' } } },
          { name: 'Reward.patch', args: { id: rewardId, patch: { amountMinor: 1 } } },
          { name: 'Material.trash', args: { id: materialId, cursor: 0 } },
        ]),
    },
    {
      what: 'words in texts',
      input: ({ documentId }) =>
        push([{ name: 'document.append', args: { id: documentId, update: 'AAA=' } }]),
    },
    {
      what: 'new rows within rows',
      input: ({ courseId, campaignId }) =>
        push([
          {
            name: 'Section.create',
            args: { row: { id: newId(), courseId, parentId: null, title: 'Mine', position: 'a0' } },
          },
          {
            name: 'Reward.create',
            args: { row: { id: newId(), campaignId, title: 'Mine', amountMinor: 1, position: 'a0' } },
          },
          { name: 'Document.create', args: { row: { id: newId(), campaignId, contentSchema: 1 } } },
        ]),
    },
    {
      what: 'rows with a school of their own choice',
      input: ({ courseId, userId }) =>
        push([
          { name: 'Course.create', args: { row: { id: newId(), title: 'Mine', tenantId: courseId } } },
          { name: 'Notification.create', args: { row: { id: newId(), userId } } },
          { name: 'PledgeRecord.create', args: { row: { id: newId() } } },
        ]),
    },
    {
      what: 'publishing',
      input: ({ courseId }) =>
        push([
          {
            name: 'course.publish',
            args: { id: courseId, expected: 'draft', notAfter: '2100-01-01T00:00:00Z' },
          },
        ]),
    },
  ],
  'sync.pull': [
    { what: 'a course', input: (targets) => ({ ...envelope([course(targets)]), cursor: 0, after: null }) },
    {
      what: 'a campaign',
      input: (targets) => ({ ...envelope([campaign(targets)]), cursor: 0, after: null }),
    },
    { what: 'a person', input: (targets) => ({ ...envelope([person(targets)]), cursor: 0, after: null }) },
  ],
  'sync.bootstrap': [
    { what: 'a course', input: (targets) => ({ ...envelope(), holding: course(targets), after: null }) },
    { what: 'a campaign', input: (targets) => ({ ...envelope(), holding: campaign(targets), after: null }) },
    { what: 'a person', input: (targets) => ({ ...envelope(), holding: person(targets), after: null }) },
  ],
  'campaigns.launch': [
    { what: 'a campaign', input: ({ campaignId }) => ({ id: campaignId, expected: 'draft' }) },
  ],
  'campaigns.publishUpdate': [{ what: 'an update', input: ({ updateId }) => ({ id: updateId }) }],
};

/** They never end, and say nothing but that there is news of the asking school. */
export const streams: readonly string[] = ['sync.poke'];

export const procedureCases = (world: World): readonly AttackCase[] =>
  world.procedures.flatMap((procedure): AttackCase[] => {
    const asked = questions[procedure];
    if (asked) {
      return asked.map(({ what, input }) => ({
        name: `trpc: ${procedure}: ${what} of another school like one that does not exist`,
        attack: () => compareWithNothing(world, procedure, input),
      }));
    }
    return [
      {
        name: `trpc: ${procedure}`,
        attack: async () =>
          streams.includes(procedure)
            ? useForeignSignIn(world, procedure)
            : ['this procedure has no case: see tests/attack/procedure-cases.ts'],
      },
    ];
  });

async function compareWithNothing(
  world: World,
  procedure: string,
  input: (targets: Targets) => JsonObject,
): Promise<string[]> {
  const { attacker, victim } = world;
  const invented = inventedTargets();
  const real = await call(world, { procedure, input: input(victim.targets), host: attacker.host });
  const nothing = await call(world, { procedure, input: input(invented), host: attacker.host });
  // At the other school's own address the sign-in is none.
  const elsewhere = await call(world, { procedure, input: input(victim.targets), host: victim.host });
  const nowhere = await call(world, { procedure, input: input(invented), host: victim.host });
  return [
    ...(plain(real, victim.targets) === plain(nothing, invented)
      ? []
      : [
          `it answers ${plain(real, victim.targets).slice(0, 300)} and not ${plain(nothing, invented).slice(0, 300)}`,
        ]),
    ...(real.includes(victim.canary) ? ['it shows the other school'] : []),
    ...(/^40[14] /.test(elsewhere) && plain(elsewhere, victim.targets) === plain(nowhere, invented)
      ? []
      : [`at the other school’s address it answers ${elsewhere.slice(0, 200)}`]),
  ];
}

const LONGEST_MS = 5_000;

/** A stream that is opened goes on for ever: no answer in time is one. */
async function useForeignSignIn(world: World, procedure: string): Promise<string[]> {
  const { server, attacker, victim } = world;
  const input = encodeURIComponent(JSON.stringify(envelope()));
  const answer = await Promise.race([
    server.request(`/trpc/${procedure}?input=${input}`, {
      host: victim.host,
      headers: { authorization: `Bearer ${attacker.token}` },
    }),
    new Promise<null>((resolve) => setTimeout(resolve, LONGEST_MS, null).unref()),
  ]);
  if (answer === null) return ['it opens a stream'];
  const isRefused = answer.text.includes('UNAUTHORIZED') && !answer.text.includes(victim.canary);
  return isRefused ? [] : [`it answers ${answer.status} ${answer.text.slice(0, 200)}`];
}

/** With the attacker's sign-in. Asked as a mutation and, where it is none, as a query. */
async function call(
  { server, attacker }: World,
  {
    procedure,
    input,
    host,
  }: { readonly procedure: string; readonly input: JsonObject; readonly host: string },
): Promise<string> {
  const headers = { authorization: `Bearer ${attacker.token}` };
  const sent = await server.request(`/trpc/${procedure}`, { host, headers, json: input });
  const { status, text } =
    sent.status === 405
      ? await server.request(`/trpc/${procedure}?input=${encodeURIComponent(JSON.stringify(input))}`, {
          host,
          headers,
        })
      : sent;
  return `${status} ${text}`;
}

/** The head counts on for reasons that have nothing to do with the question. */
const plain = (answer: string, targets: Targets): string =>
  Object.values(targets)
    .filter((id: string) => id !== '')
    .reduce((rest: string, id: string) => rest.replaceAll(id, 'ID'), answer)
    .replaceAll(/"(head|requestId|clientId|epoch)":("[^"]*"|\d+)/g, '"$1"')
    .replaceAll(/[0-9a-f]{8}-[0-9a-f-]{27}/g, 'UUID');
