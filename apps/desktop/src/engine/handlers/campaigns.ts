import type { EngineHandlers } from '../../ipc/contract.ts';
import { refusal } from '../../ipc/refusal.ts';
import * as edits from '../campaigns/campaign-edits.ts';
import { launchCampaign, publishUpdate } from '../campaigns/ask-the-school.ts';
import type { LocalWrite } from '../store/local-write.ts';
import type { Store } from '../store/open-store.ts';
import { listCampaigns, listPledges, readCampaign } from '../store/queries/campaigns.ts';
import type { Workspace } from '../workspace.ts';
import { given } from './given.ts';
import { mayCreateCampaigns } from '../workspace-roles.ts';

export interface CampaignHandlerOptions {
  readonly workspace: () => Workspace;
}

export function campaignHandlers({ workspace }: CampaignHandlerOptions): EngineHandlers['campaigns'] {
  const edit = <T>(work: (store: Store, write: LocalWrite) => T): T => {
    const { store, writer } = workspace();
    return writer.write((write) => work(store, write));
  };

  return {
    list: () => listCampaigns(workspace().store),
    access: () => {
      const { store, identity } = workspace();
      const mayCreate = mayCreateCampaigns(store.state, identity());
      return { mayCreate, isShown: mayCreate || listCampaigns(store).length > 0 };
    },
    read: ({ campaignId }) => {
      const { store, texts, identity } = workspace();
      texts.refreshNow(campaignId);
      const found = readCampaign(store, campaignId);
      if (found === null) throw refusal('NOT_FOUND', 'refusals.campaignNotHere');
      const { school } = identity();
      return { ...found, publicAddress: school && `${school.address}/campaigns/${campaignId}` };
    },
    pledges: ({ campaignId }) => listPledges(workspace().store, campaignId),
    create: ({ title }) => ({ id: edit((store, write) => edits.createCampaign(store, write, title)) }),
    patch: ({ campaignId, patch, seen }) =>
      edit((store, write) =>
        edits.patchCampaign(store, write, { id: campaignId, patch: given(patch), seen: given(seen) }),
      ),
    createReward: (item) => ({ id: edit((store, write) => edits.createReward(store, write, item)) }),
    patchReward: ({ rewardId, patch, seen }) =>
      edit((store, write) =>
        edits.patchReward(store, write, { id: rewardId, patch: given(patch), seen: given(seen) }),
      ),
    createFaq: ({ campaignId, question }) => ({
      id: edit((store, write) => edits.createFaq(store, write, { campaignId, title: question })),
    }),
    patchFaq: ({ faqId, patch, seen }) =>
      edit((_store, write) =>
        write.patchSeen({ entity: edits.campaignEntities.faq, id: faqId }, given(patch), given(seen)),
      ),
    createUpdate: (item) => edit((store, write) => edits.createUpdate(store, write, item)),
    renameUpdate: ({ updateId, title, seen }) =>
      edit((_store, write) =>
        write.patchSeen(
          { entity: edits.campaignEntities.update, id: updateId },
          { title },
          given({ title: seen }),
        ),
      ),
    move: (move) => edit((store, write) => edits.moveItem(store, write, move)),
    trash: (item) => edit((store, write) => edits.trashItem(store, write, item)),
    restore: (item) => edit((store, write) => edits.restoreItem(store, write, item)),
    launch: ({ campaignId }) => launchCampaign(workspace(), campaignId),
    publishUpdate: ({ updateId }) => publishUpdate(workspace(), updateId),
  };
}
