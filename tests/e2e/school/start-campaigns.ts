/** Running campaigns of the school, made as a device makes them: its changes are pushed, files sent, then it is launched online. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BlockNode } from '@educrowd/shared/content/content-json';
import { createDocumentState } from '@educrowd/shared/content/yjs-document';
import { bytesToBase64 } from '@educrowd/shared/primitives/bytes';
import { must } from '@educrowd/shared/primitives/assert';
import { newId } from '@educrowd/shared/primitives/id';
import type { JsonObject } from '@educrowd/shared/primitives/json';
import { firstPositions } from '@educrowd/shared/sync/order';
import { mutationHash } from '@educrowd/shared/sync/protocol';
import { createHttpClient, type Fetch } from '../../../apps/desktop/src/engine/network/fetch.ts';
import { newEnvelope, signInToApi, withSyncClient } from '../../support/school-access.ts';
import type { Person } from '../../../tools/stack/people.ts';
import { createVisitor } from '../../../tools/stack/visitor.ts';
import type { School, SeededCampaign } from './school.ts';

interface CampaignShape {
  readonly campaign: JsonObject & { readonly title: string };
  readonly rewards: readonly JsonObject[];
  readonly story: readonly BlockNode[];
  readonly faqs: readonly JsonObject[];
  readonly update: { readonly title: string; readonly text: string };
  readonly coverPath: string | null;
}

const DAY_MS = 24 * 60 * 60 * 1000;
const inDays = (days: number): string => new Date(Date.now() + days * DAY_MS).toISOString();
const paragraph = (text: string): BlockNode => ({ type: 'paragraph', content: [{ type: 'text', text }] });
const heading = (text: string): BlockNode => ({
  type: 'heading',
  attrs: { level: 1 },
  content: [{ type: 'text', text }],
});

const gauge: CampaignShape = {
  campaign: {
    title: 'A gauge for the stream behind the school',
    summary:
      'Every class measures the stream with tape and stick, and every class begins anew. A gauge would write it down day and night, for all who come after.',
    currency: 'EUR',
    goalMinor: 500_000,
    deadline: inDays(30),
  },
  rewards: [
    {
      title: 'A postcard with the first flood',
      description: 'The first high water that the gauge sees, drawn as a curve and signed by the class.',
      amountMinor: 1_000,
      deliveryMonth: '2027-03',
    },
    {
      title: 'A morning at the stream',
      description: 'You and a friend measure along with class 9, in boots that we lend you.',
      amountMinor: 4_500,
      limitCount: 20,
      deliveryMonth: '2027-04',
    },
  ],
  story: [
    paragraph(
      'For thirty years we have measured the stream by hand, once a month, when the weather allowed it.',
    ),
    heading('What we plan'),
    paragraph('A gauge in a pipe on the old bridge, which sends the level of the water every ten minutes.'),
    heading('What it costs'),
    paragraph('The gauge costs 3,900 euros, the pipe 900 and the permit 200.'),
  ],
  faqs: [
    {
      question: 'What happens if you raise less?',
      answer: 'We buy the gauge first.\nThe pipe can wait for spring.',
    },
    { question: 'Can I see the figures?', answer: 'Yes, they will be on the pages of the school.' },
  ],
  update: {
    title: 'The bridge has been measured',
    text: 'Class 11 found that the pipe has to be a metre longer.',
  },
  coverPath: join(import.meta.dirname, 'course/2-in-the-field/1-measuring/profile.png'),
};

/** As long as German words can be, in a currency with three decimals. */
const trainingShip: CampaignShape = {
  campaign: {
    title: 'Binnenschifffahrtskapitänspatentanwärterausbildungsschiff „Donaudampfschifffahrtsgesellschaft“',
    summary:
      'Für Anwärterinnen und Anwärter auf das Binnenschifffahrtskapitänspatent, mit Schiffsmaschinenbetriebslehre.',
    currency: 'KWD',
    goalMinor: 123_456_789,
    deadline: inDays(60),
  },
  rewards: [
    {
      title: 'Schiffsmaschinenbetriebsbesichtigungsberechtigungsschein',
      amountMinor: 12_350,
      limitCount: 1_000,
    },
  ],
  story: [paragraph('Das Ausbildungsschiff wird überholt.')],
  faqs: [],
  update: { title: 'Wasserstandsmeldungsübermittlungseinrichtung', text: 'Sie ist da.' },
  coverPath: null,
};

/** In a currency without decimals. */
const bonsai: CampaignShape = {
  campaign: {
    title: 'Bonsai for the school garden',
    summary: 'Twelve small trees that our guests from Nara show us how to keep.',
    currency: 'JPY',
    goalMinor: 300_000,
    deadline: inDays(2),
  },
  rewards: [
    {
      title: 'A cutting of the first tree',
      description: 'In a pot that the pottery class makes.',
      amountMinor: 3_000,
      limitCount: 12,
    },
  ],
  story: [paragraph('Our guests brought the seeds, and the patience.')],
  faqs: [],
  update: { title: 'The garden is ready', text: 'The beds are dug and the sun is out.' },
  coverPath: null,
};

/** Of last year's class; it ends while nobody looks. */
const nestBoxes: CampaignShape = {
  ...bonsai,
  campaign: {
    title: 'Nest boxes along the old railway',
    summary: 'Forty boxes for swifts and bats, built by class 6 in the winter.',
    currency: 'EUR',
    goalMinor: 40_000,
    deadline: inDays(2),
  },
  rewards: [{ title: 'A box with your name', amountMinor: 2_000, limitCount: 40 }],
  story: [paragraph('The swifts came back in May and found the viaduct mended and closed.')],
  update: { title: 'All boxes hang', text: 'Thank you. The first one was taken on the same evening.' },
};

/** The school's campaigns, by somebody who runs them. */
export async function startCampaigns(
  origin: string,
  manager: Person,
): Promise<Pick<School, 'campaign' | 'longCampaign' | 'yenCampaign' | 'endedCampaign'>> {
  const { token } = await signInToApi(origin, manager);
  const http = createHttpClient();
  try {
    const at: Place = { origin, token, fetch: http.fetch };
    return {
      campaign: await startCampaign(at, gauge),
      longCampaign: await startCampaign(at, trainingShip),
      yenCampaign: await startCampaign(at, bonsai),
      endedCampaign: await startCampaign(at, nestBoxes),
    };
  } finally {
    await http.close();
  }
}

interface Place {
  readonly origin: string;
  readonly token: string;
  readonly fetch: Fetch;
}

async function startCampaign(at: Place, shape: CampaignShape): Promise<SeededCampaign> {
  const [campaignId, updateId] = [newId(), newId()];
  const file = shape.coverPath === null ? null : await readCover(shape.coverPath);
  await push(at, [
    [
      'Campaign.create',
      { row: { ...shape.campaign, id: campaignId, ...(file && { coverMaterialId: file.id }) } },
    ],
    ...ordered('Reward.create', campaignId, shape.rewards),
    ...ordered('Faq.create', campaignId, shape.faqs),
    ...written({ campaignId }, shape.story),
    ['CampaignUpdate.create', { row: { id: updateId, campaignId, title: shape.update.title } }],
    ...written({ campaignId, campaignUpdateId: updateId }, [paragraph(shape.update.text)]),
    ...(file ? [['Material.create', { row: { campaignId, ...file.row } }] as Edit] : []),
  ]);
  if (file) await upload(at, file);
  await call(at, 'launch', { id: campaignId, expected: 'draft' });
  await call(at, 'publishUpdate', { id: updateId });
  return { id: campaignId, title: shape.campaign.title, updateId };
}

type Edit = readonly [name: string, args: JsonObject];

function ordered(name: string, campaignId: string, rows: readonly JsonObject[]): Edit[] {
  const positions = firstPositions(rows.length);
  return rows.map((row, index) => [
    name,
    { row: { ...row, id: newId(), campaignId, position: positions[index] ?? '' } },
  ]);
}

function written(owner: JsonObject, content: readonly BlockNode[]): Edit[] {
  const id = newId();
  const update = bytesToBase64(createDocumentState({ type: 'doc', content: [...content] }));
  return [
    ['Document.create', { row: { id, ...owner, contentSchema: 1 } }],
    ['document.append', { id, update }],
  ];
}

async function push({ origin, token }: Place, edits: readonly Edit[]): Promise<void> {
  const mutations = edits.map(([name, args], index) => {
    const numbered = { seq: index + 1, name, args, base: {} };
    return { ...numbered, hash: mutationHash(numbered) };
  });
  const { results } = await withSyncClient(origin, token, (client) =>
    client.push({ ...newEnvelope(), mutations }, new AbortController().signal),
  );
  for (const { code, detail } of results) if (code !== 'APPLIED') throw new Error(`${code}: ${detail}`);
}

async function readCover(path: string) {
  const [id, bytes] = [newId(), await readFile(path)];
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const row = { id, name: 'cover.png', mimeType: 'image/png', sizeBytes: bytes.length, sha256 };
  return { id, bytes, sha256, row };
}

async function upload(
  { origin, token, fetch }: Place,
  { id, bytes, sha256 }: { readonly id: string; readonly bytes: Buffer; readonly sha256: string },
): Promise<void> {
  const encoded = (text: string): string => Buffer.from(text).toString('base64');
  const headers = { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' };
  const begun = await fetch(`${origin}/api/files`, {
    method: 'POST',
    headers: {
      ...headers,
      'upload-length': String(bytes.length),
      'upload-metadata': `materialId ${encoded(id)},sha256 ${encoded(sha256)}`,
    },
  });
  const place = must(begun.headers.get('location'), `place of an upload (${begun.status})`);
  const { status } = await fetch(new URL(place, origin), {
    method: 'PATCH',
    headers: { ...headers, 'upload-offset': '0', 'content-type': 'application/offset+octet-stream' },
    body: bytes,
  });
  if (status !== 204) throw new Error(`Sending the cover answered ${status}.`);
}

async function call({ origin, token }: Place, name: string, body: JsonObject): Promise<void> {
  const { status, json } = await createVisitor().api('POST', `${origin}/trpc/campaigns.${name}`, {
    token,
    body,
  });
  if (status !== 200) throw new Error(`campaigns.${name} answered ${status}: ${JSON.stringify(json)}`);
}
