import type { ContentDoc } from '../../content/content-json.ts';
import type { Translate } from '../../messages/translate.ts';
import type { Campaign } from '../campaign.entity.ts';
import type { CampaignUpdate } from '../campaign-update.entity.ts';
import type { Faq } from '../faq.entity.ts';
import type { Reward } from '../reward.entity.ts';

/** Everything that a campaign's page shows. Lists are in the order in which they are shown. */
export interface CampaignPageView {
  readonly campaign: Pick<
    Campaign,
    | 'id'
    | 'title'
    | 'summary'
    | 'status'
    | 'currency'
    | 'goalMinor'
    | 'fundingModel'
    | 'deadline'
    | 'endedAt'
    | 'pledgedMinor'
    | 'backerCount'
  >;
  /** Null while there is none, or while its bytes are on the way. */
  readonly coverUrl: string | null;
  readonly rewards: readonly Pick<
    Reward,
    'id' | 'title' | 'description' | 'amountMinor' | 'limitCount' | 'claimedCount' | 'deliveryMonth'
  >[];
  /** Null where nothing has been written. */
  readonly story: ContentDoc | null;
  readonly faqs: readonly Pick<Faq, 'id' | 'question' | 'answer'>[];
  /** Those that are published, newest first. */
  readonly updates: readonly (Pick<CampaignUpdate, 'id' | 'title' | 'publishedAt'> & {
    readonly content: ContentDoc | null;
  })[];
  /** IANA name of the school's time zone. */
  readonly timeZone: string;
  /** When the figures were read. */
  readonly now: Date;
  readonly links: CampaignPageLinks;
}

/** Where things are found, as addresses; null when there is nothing for this reader. */
export interface CampaignPageLinks {
  material(id: string): string | null;
  course(id: string): string | null;
  /** The first step of a pledge; with a reward that was chosen, or without. Null: nothing can be pledged here. */
  pledge(rewardId: string | null): string | null;
}

/** Whose words and numbers: the reader's. */
export interface Reader {
  readonly t: Translate;
  readonly locale: string;
}

export interface PartProps {
  readonly view: CampaignPageView;
  readonly reader: Reader;
}
