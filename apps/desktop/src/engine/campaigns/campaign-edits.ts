/** Edits of what a campaign consists of. Each throws `EngineError` INVALID or NOT_FOUND and then changes nothing. */
import type { Campaign } from '@educrowd/shared/campaigns/campaign.entity';
import { refusedCampaignChange, refusedRewardChange } from '@educrowd/shared/campaigns/locked-after-launch';
import type { Reward } from '@educrowd/shared/campaigns/reward.entity';
import { CONTENT_SCHEMA_VERSION } from '@educrowd/shared/content/content-schema';
import { EMPTY_CONTENT } from '@educrowd/shared/content/parse-content';
import { createDocumentState } from '@educrowd/shared/content/yjs-document';
import type { AnyEntity, WireRow } from '@educrowd/shared/entity/define-entity';
import type { PlainMessageKey } from '@educrowd/shared/messages/translate';
import { newId } from '@educrowd/shared/primitives/id';
import type { JsonObject } from '@educrowd/shared/primitives/json';
import { amountsInOther, NO_AMOUNT } from '@educrowd/shared/sync/amounts';
import { entityNamed } from '@educrowd/shared/synced-entities';
import { placeAmong, type Sibling } from '../courses/place-among.ts';
import { refusal } from '../../ipc/refusal.ts';
import type { LocalWrite } from '../store/local-write.ts';
import type { Store } from '../store/open-store.ts';

export const campaignEntities = {
  campaign: entityNamed('Campaign'),
  reward: entityNamed('Reward'),
  update: entityNamed('CampaignUpdate'),
  faq: entityNamed('Faq'),
};
const document = entityNamed('Document');

/** With the currency of the school, and an empty story. */
export function createCampaign({ views }: Store, write: LocalWrite, title: string): string {
  const id = newId<'Campaign'>();
  const [school] = views.select(entityNamed('TenantSettings'), 'true');
  write.create(campaignEntities.campaign, {
    id,
    title,
    ...(school?.currency && { currency: school.currency }),
  });
  createText(write, { campaignId: id, campaignUpdateId: null });
  return id;
}

/**
 * With another currency the goal and all rewards keep their numbers, as the school will have it. Not so here the rewards
 * in Trash, since the school brings back what is written: those come with what the school has made of them.
 */
export function patchCampaign(store: Store, write: LocalWrite, { id, patch, seen = {} }: Patch): void {
  const before = present(store, campaignEntities.campaign, id);
  const change = { from: before.currency, to: patch.currency ?? before.currency };
  refuse(
    refusedCampaignChange(before as unknown as Campaign, { ...before, ...patch } as unknown as Campaign),
  );
  write.patchSeen({ entity: campaignEntities.campaign, id }, patch, seen);
  if (change.from === change.to) return;
  const rewards = store.views.select(campaignEntities.reward, 'campaign_id = ? and deleted_at is null', id);
  for (const reward of rewards) {
    const amounts = amountsInOther(campaignEntities.reward, reward, change);
    write.patch(campaignEntities.reward, String(reward.id), amounts);
  }
}

export function createReward(store: Store, write: LocalWrite, { campaignId, title }: NewItem): string {
  checkOpen(store, campaignId);
  const id = newId<'Reward'>();
  const position = settlePositions(store, write, { kind: 'reward', campaignId, id, afterId: LAST });
  write.create(campaignEntities.reward, { id, campaignId, title, amountMinor: NO_AMOUNT, position });
  return id;
}

export function patchReward(store: Store, write: LocalWrite, { id, patch, seen = {} }: Patch): void {
  const before = present(store, campaignEntities.reward, id);
  refuseReward(store, before, { ...before, ...patch });
  write.patchSeen({ entity: campaignEntities.reward, id }, patch, seen);
}

export function createFaq(store: Store, write: LocalWrite, { campaignId, title }: NewItem): string {
  checkOpen(store, campaignId);
  const id = newId<'Faq'>();
  const position = settlePositions(store, write, { kind: 'faq', campaignId, id, afterId: LAST });
  write.create(campaignEntities.faq, { id, campaignId, question: title, position });
  return id;
}

export function createUpdate(store: Store, write: LocalWrite, { campaignId, title }: NewItem) {
  checkOpen(store, campaignId);
  const id = newId<'CampaignUpdate'>();
  write.create(campaignEntities.update, { id, campaignId, title });
  return { id, documentId: createText(write, { campaignId, campaignUpdateId: id }) };
}

export interface Move {
  readonly kind: 'reward' | 'faq';
  readonly id: string;
  /** Null: first. */
  readonly afterId: string | null;
}

export function moveItem(store: Store, write: LocalWrite, { kind, id, afterId }: Move): void {
  const entity = campaignEntities[kind];
  const campaignId = String(present(store, entity, id).campaignId);
  const position = settlePositions(store, write, { kind, campaignId, id, afterId });
  write.patch(entity, id, { position });
}

export interface Item {
  readonly kind: keyof typeof campaignEntities;
  readonly id: string;
}

export function trashItem(store: Store, write: LocalWrite, { kind, id }: Item): void {
  const before = present(store, campaignEntities[kind], id);
  const after = { ...before, deletedAt: before.createdAt ?? null };
  if (kind === 'campaign')
    refuse(refusedCampaignChange(before as unknown as Campaign, after as unknown as Campaign));
  if (kind === 'reward') refuseReward(store, before, after);
  write.trash(campaignEntities[kind], id);
}

/** Brings an item back, with its campaign when that is in Trash too: otherwise it would stay out of sight. */
export function restoreItem({ views }: Store, write: LocalWrite, { kind, id }: Item): void {
  write.restore(campaignEntities[kind], id);
  const row = views.read(campaignEntities[kind], id);
  const above = row && campaignEntities[kind].parent(row);
  if (above && views.view(above.entityName, above.id)) write.restore(campaignEntities.campaign, above.id);
}

interface Patch {
  readonly id: string;
  readonly patch: JsonObject;
  /** What the person saw of these fields, where that is not what is there now. */
  readonly seen?: JsonObject;
}
interface NewItem {
  readonly campaignId: string;
  readonly title: string;
}

/** A text in its one canonical initial state. */
function createText(
  write: LocalWrite,
  place: { readonly campaignId: string; readonly campaignUpdateId: string | null },
): string {
  const id = newId<'Document'>();
  write.create(document, { id, ...place, contentSchema: CONTENT_SCHEMA_VERSION });
  write.append(id, createDocumentState(EMPTY_CONTENT));
  return id;
}

function present({ views }: Store, entity: AnyEntity, id: string): WireRow {
  const row = views.read(entity, id);
  if (row === null) throw refusal('NOT_FOUND', 'refusals.gone');
  return row;
}

function checkOpen(store: Store, campaignId: string): void {
  if (present(store, campaignEntities.campaign, campaignId).deletedAt !== null)
    throw refusal('INVALID', 'refusals.campaignInTrash');
}

/** What the school would refuse is refused here at once, with its words. */
function refuse(reason: PlainMessageKey | null): void {
  if (reason !== null) throw refusal('INVALID', reason);
}

function refuseReward({ views }: Store, before: WireRow, after: WireRow): void {
  const campaign = views.read(campaignEntities.campaign, String(after.campaignId));
  refuse(
    refusedRewardChange(
      before as unknown as Reward,
      after as unknown as Reward,
      campaign as unknown as Campaign | null,
    ),
  );
}

/** No id: the item comes last. */
const LAST = '';

/** The item's position at its place; siblings that have to move along are written. */
function settlePositions(
  { views }: Store,
  write: LocalWrite,
  { kind, campaignId, id, afterId }: Move & { readonly campaignId: string },
): string {
  const entity = campaignEntities[kind];
  const siblings = views.select(entity, 'campaign_id = ?', campaignId) as unknown as Sibling[];
  const positions = placeAmong(siblings, id, afterId);
  for (const [siblingId, position] of positions) {
    if (siblingId !== id) write.patch(entity, siblingId, { position });
  }
  return positions.get(id) ?? '';
}
