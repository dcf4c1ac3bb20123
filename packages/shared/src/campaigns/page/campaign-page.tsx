/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { isOver } from '../campaign-progress.ts';
import type { PartProps } from './campaign-page-view.ts';
import { CampaignRewards } from './campaign-rewards.tsx';
import { CampaignStatus, PledgeAction } from './campaign-status.tsx';
import { CampaignQuestions, CampaignStory, CampaignUpdates } from './campaign-texts.tsx';

/**
 * On a phone in the order in which people decide: what it is, how far it is, what they get, the story; the action stays
 * at the bottom. On a wide screen figures and rewards stand beside the texts.
 */
export const CampaignPage = ({ view, reader }: PartProps) => (
  <>
    <div class="md:grid md:grid-cols-[minmax(0,1fr)_352px] md:grid-rows-[auto_1fr] md:gap-x-12">
      <header>
        {view.coverUrl !== null && (
          <img
            src={view.coverUrl}
            alt=""
            class="mb-6 aspect-video w-full rounded-card border border-line bg-sunken object-cover"
          />
        )}
        <h1 class="text-title font-bold md:text-display">{view.campaign.title}</h1>
        {view.campaign.summary !== '' && (
          <p dir="auto" class="mt-4 max-w-reading text-large text-muted">
            {view.campaign.summary}
          </p>
        )}
      </header>
      <div class="mt-8 md:col-start-2 md:row-span-2 md:row-start-1 md:mt-0">
        <CampaignStatus view={view} reader={reader} />
        <CampaignRewards view={view} reader={reader} />
      </div>
      <div class="mt-12 min-w-0">
        <CampaignStory view={view} reader={reader} />
        <CampaignQuestions view={view} reader={reader} />
        <CampaignUpdates view={view} reader={reader} />
      </div>
    </div>
    {!isOver(view.campaign, view.now) && (
      <div
        data-action-bar
        class="sticky bottom-0 z-10 -mx-4 mt-8 max-h-[33svh] overflow-y-auto border-t border-line bg-canvas px-4 py-3 md:hidden"
      >
        <PledgeAction view={view} reader={reader} />
      </div>
    )}
  </>
);
