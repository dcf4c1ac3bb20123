/** What a person does with campaigns at a computer, through the engine's own edits and its way to ask the school. */
import {
  createCampaign,
  createFaq,
  createReward,
  createUpdate,
  moveItem,
  patchCampaign,
  patchReward,
  restoreItem,
  trashItem,
} from '../../../apps/desktop/src/engine/campaigns/campaign-edits.ts';
import { launchCampaign, publishUpdate } from '../../../apps/desktop/src/engine/campaigns/ask-the-school.ts';
import type { LocalWrite } from '../../../apps/desktop/src/engine/store/local-write.ts';
import { EngineError } from '../../../apps/desktop/src/ipc/errors.ts';
import { createDocumentState } from '@educrowd/shared/content/yjs-document';
import type { AnyEntity, WireRow } from '@educrowd/shared/entity/define-entity';
import { jsonEqual, type JsonObject } from '@educrowd/shared/primitives/json';
import { entityNamed } from '@educrowd/shared/synced-entities';
import { contentOf, pick, rowKey, save, type Kept, type Moment } from './moment.ts';
import type { SimDevice } from './sim-device.ts';

const campaign = entityNamed('Campaign');
const reward = entityNamed('Reward');
const faq = entityNamed('Faq');
const update = entityNamed('CampaignUpdate');
const document = entityNamed('Document');
const DAY_MS = 86_400_000;

const numberOf = ({ mark }: Moment): number => Number(mark.slice(1));
/** A whole number in every currency that people choose here. */
const amountOf = (moment: Moment): number => numberOf(moment) * 100;
const inDays = ({ device, random }: Moment, from: number, to: number): string =>
  new Date(device.timeline.now() + random.between(from, to) * DAY_MS).toISOString();

/** What an edit of rows of an entity has made of their fields. */
function changesBy({ device }: Moment, entities: readonly AnyEntity[], work: () => void): Kept[] {
  const read = () =>
    entities.flatMap((entity) =>
      device.store.views.select(entity, '1').map((row) => ({ row, key: rowKey(entity, row.id) })),
    );
  const before = new Map(read().map(({ key, row }) => [key, row]));
  work();
  return read().flatMap(({ key, row }) => {
    const seen = before.get(key);
    return Object.entries(seen ? row : {})
      .filter(([field, value]) => !jsonEqual(value, seen?.[field] ?? null))
      .map(([field, value]): Kept => ({
        kind: 'field',
        row: key,
        field,
        value,
        seen: seen?.[field] ?? null,
        ...currencyOf(device, row, field),
      }));
  });
}

/** What an amount at a computer is in; nothing where the field is none. */
function currencyOf({ store }: SimDevice, row: WireRow, field: string): { readonly currency?: string } {
  if (field !== 'goalMinor' && field !== 'amountMinor') return {};
  const above = store.views.read(campaign, String(row.campaignId ?? row.id));
  return { currency: String(above?.currency) };
}

function makeCampaign(moment: Moment): void {
  save(moment, (write) => {
    const id = createCampaign(moment.device.store, write, moment.mark);
    return [{ kind: 'create', row: rowKey(campaign, id) }];
  });
}

/** A campaign with everything that it needs to be launched; null where that is not possible. */
export function prepareCampaign(moment: Moment): string | null {
  const { device, mark, random } = moment;
  let made: string | null = null;
  save(moment, (write) => {
    const { store } = device;
    const id = createCampaign(store, write, mark);
    const terms = { goalMinor: amountOf(moment), deadline: inDays(moment, 5, 60) };
    const decided = changesBy(moment, [campaign], () =>
      patchCampaign(store, write, { id, patch: { summary: mark, ...terms } }),
    );
    const rewardId = createReward(store, write, { campaignId: id, title: mark });
    const amounts = changesBy(moment, [reward], () =>
      patchReward(store, write, { id: rewardId, patch: { amountMinor: amountOf(moment) } }),
    );
    if (random.next() < 0.5) createFaq(store, write, { campaignId: id, title: mark });
    const [story] = store.views.select(document, 'campaign_id = ? and campaign_update_id is null', id);
    write.append(String(story?.id), createDocumentState(contentOf(`${mark} `)));
    made = id;
    return [
      { kind: 'create', row: rowKey(campaign, id) },
      { kind: 'create', row: rowKey(reward, rewardId) },
      { kind: 'create', row: rowKey(document, story?.id) },
      ...decided,
      ...amounts,
    ];
  });
  return made;
}

/** Whoever works without a line may not know that it was launched. */
export function changeTerms(moment: Moment, campaignId: string): void {
  const { device, random } = moment;
  const row = device.store.views.read(campaign, campaignId);
  if (!row) return;
  patch(
    moment,
    campaignId,
    random.pick<JsonObject>([
      { goalMinor: amountOf(moment) },
      { deadline: inDays(moment, 61, 89) },
      { fundingModel: 'allOrNothing' },
      { currency: 'EUR' },
    ]),
  );
}

function patch(moment: Moment, id: string, edit: JsonObject): void {
  const { store } = moment.device;
  unlessRefused(() =>
    save(moment, (write) =>
      changesBy(moment, [campaign, reward], () => patchCampaign(store, write, { id, patch: edit })),
    ),
  );
}

function editCampaign(moment: Moment): void {
  const { random, mark } = moment;
  const row = pick(moment, campaign);
  if (!row) return;
  patch(
    moment,
    String(row.id),
    random.pick<JsonObject>([
      { title: mark },
      { title: mark, summary: mark },
      { goalMinor: amountOf(moment) },
      { deadline: inDays(moment, 2, 80) },
      { fundingModel: random.pick(['keepItAll', 'allOrNothing']) },
      { currency: random.pick(['USD', 'EUR', 'JPY']) },
    ]),
  );
}

/** What goes with the currency is decided anew, known or not. */
export const changeCurrency = (moment: Moment, campaignId: string, currency: string): void =>
  patch(moment, campaignId, { currency });

export const changeGoal = (moment: Moment, campaignId: string): void =>
  patch(moment, campaignId, { goalMinor: amountOf(moment) });

/** Nor that somebody has paid for one of its rewards. */
export function changeReward(moment: Moment, campaignId: string): void {
  const row = pick(moment, reward, ['campaign_id = ?', campaignId]);
  if (row) patchOneReward(moment, String(row.id), { amountMinor: amountOf(moment) });
}

function editReward(moment: Moment): void {
  const { random, mark } = moment;
  const row = pick(moment, reward);
  if (!row) return;
  const edit = random.pick<JsonObject>([
    { title: mark },
    { amountMinor: amountOf(moment) },
    // Less than a card can be charged.
    { amountMinor: 10 },
    { limitCount: numberOf(moment) },
    { deliveryMonth: '2027-03' },
  ]);
  patchOneReward(moment, String(row.id), edit);
}

function patchOneReward(moment: Moment, id: string, edit: JsonObject): void {
  const { store } = moment.device;
  unlessRefused(() =>
    save(moment, (write) =>
      changesBy(moment, [reward], () => patchReward(store, write, { id, patch: edit })),
    ),
  );
}

/** The engine refuses at once what it knows to come too late. */
function unlessRefused(work: () => void): void {
  try {
    work();
  } catch (error) {
    if (!(error instanceof EngineError)) throw error;
  }
}

function editFaq(moment: Moment): void {
  const { mark, random } = moment;
  const row = pick(moment, faq);
  if (!row) return;
  const edit = random.pick<JsonObject>([
    { question: mark },
    { answer: mark },
    { question: mark, answer: mark },
  ]);
  save(moment, (write) => changesBy(moment, [faq], () => write.patch(faq, String(row.id), edit)));
}

function addPart(moment: Moment): void {
  const { device, mark, random } = moment;
  const home = pick(moment, campaign);
  if (!home) return;
  const { store } = device;
  const item = { campaignId: String(home.id), title: mark };
  const makers: ((write: LocalWrite) => Kept[])[] = [
    (write) => [{ kind: 'create', row: rowKey(reward, createReward(store, write, item)) }],
    (write) => [{ kind: 'create', row: rowKey(faq, createFaq(store, write, item)) }],
    (write) => {
      const made = createUpdate(store, write, item);
      return [
        { kind: 'create', row: rowKey(update, made.id) },
        { kind: 'create', row: rowKey(document, made.documentId) },
      ];
    },
  ];
  save(moment, random.pick(makers));
}

function order(moment: Moment): void {
  const kind = moment.random.pick(['reward', 'faq'] as const);
  const row = pick(moment, kind === 'reward' ? reward : faq);
  if (!row) return;
  const siblings = moment.device.store.views.select(
    kind === 'reward' ? reward : faq,
    'campaign_id = ? and id <> ? order by id',
    String(row.campaignId),
    String(row.id),
  );
  const afterId =
    siblings.length > 0 && moment.random.next() < 0.6 ? String(moment.random.pick(siblings).id) : null;
  save(moment, (write) => {
    moveItem(moment.device.store, write, { kind, id: String(row.id), afterId });
    return [];
  });
}

const kinds = [
  ['campaign', campaign],
  ['reward', reward],
  ['faq', faq],
  ['update', update],
] as const;

function throwAway(moment: Moment): void {
  const [kind, entity] = moment.random.pick(kinds);
  const row = pick(moment, entity);
  if (row)
    save(moment, (write) => {
      trashItem(moment.device.store, write, { kind, id: String(row.id) });
      return [];
    });
}

function takeBack(moment: Moment): void {
  const [kind, entity] = moment.random.pick(kinds);
  const row = pick(moment, entity, ['deleted_at is not null']);
  if (row)
    save(moment, (write) => {
      restoreItem(moment.device.store, write, { kind, id: String(row.id) });
      return [];
    });
}

/** Asked and not waited for: people do something else meanwhile. */
export function launchOne(device: SimDevice, campaignId: string): void {
  ask(device, launchCampaign(device.asking, campaignId));
}

function launch(moment: Moment): void {
  const row = pick(moment, campaign);
  if (row) launchOne(moment.device, String(row.id));
}

function tellBackers(moment: Moment): void {
  const row = pick(moment, update);
  if (row) ask(moment.device, publishUpdate(moment.device.asking, String(row.id)));
}

/** No for an answer is one as well; what happens to a device without power is nobody's to hear. */
function ask(device: SimDevice, answer: Promise<void>): void {
  answer.catch((error: unknown) => {
    if (!(error instanceof EngineError) && device.isAlive())
      device.onProblem(`asking the school failed: ${String(error)}`);
  });
}

export const campaignActions: readonly ((moment: Moment) => void)[] = [
  makeCampaign,
  (moment) => void prepareCampaign(moment),
  editCampaign,
  editCampaign,
  editReward,
  editFaq,
  addPart,
  addPart,
  order,
  throwAway,
  takeBack,
  launch,
  tellBackers,
];
