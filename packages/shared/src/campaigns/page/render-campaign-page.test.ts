import { describe, expect, it } from 'vitest';
import { createTranslate } from '../../messages/translate.ts';
import type { Id } from '../../primitives/id.ts';
import type { Currency } from '../../primitives/money.ts';
import type { CampaignPageView } from './campaign-page-view.ts';
import { renderCampaignPage } from './render-campaign-page.tsx';

const reward = {
  id: 'r1' as Id<'Reward'>,
  title: 'A postcard',
  description: '',
  amountMinor: 2_500,
  limitCount: 20 as number | null,
  claimedCount: 17,
  deliveryMonth: '2027-03' as string | null,
};
const view: CampaignPageView = {
  campaign: {
    id: 'c1' as Id<'Campaign'>,
    title: 'A new telescope',
    summary: 'So that everybody can look up.',
    status: 'live',
    currency: 'EUR' as Currency,
    goalMinor: 500_000,
    fundingModel: 'keepItAll',
    deadline: '2027-01-31T22:59:00.000Z',
    endedAt: null,
    pledgedMinor: 123_456,
    backerCount: 21,
  },
  coverUrl: null,
  rewards: [reward],
  story: { type: 'doc', content: [{ type: 'paragraph', content: [{ type: 'text', text: 'Once <upon>' }] }] },
  faqs: [],
  updates: [],
  timeZone: 'Europe/Berlin',
  now: new Date('2027-01-01T12:00:00Z'),
  links: {
    material: (id) => `/materials/${id}`,
    course: (id) => `/courses/${id}`,
    pledge: (rewardId) => `/campaigns/c1/pledge${rewardId === null ? '' : `?reward=${rewardId}`}`,
  },
};
const withCampaign = (changes: Partial<CampaignPageView['campaign']>): CampaignPageView => ({
  ...view,
  campaign: { ...view.campaign, ...changes },
});
const render = (of: CampaignPageView, locale = 'en-GB'): string =>
  renderCampaignPage(of, { t: createTranslate(locale), locale });
const wordsOf = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/[\s\u00a0\u202f]+/g, ' ')
    .trim();

describe('the page of a campaign', () => {
  it('says what is raised, until when, when cards are charged, and what there is to get', () => {
    const words = wordsOf(render(view));
    expect(words).toContain('€1,234.56 pledged of €5,000.00');
    expect(words).toContain('24% of the goal 21 backers');
    expect(words).toContain('30 days left');
    expect(words).toContain('Sunday, 31 January 2027 at 23:59 Central European Standard Time');
    expect(words).toContain('Your card is charged when you pledge, whether or not the goal is reached.');
    expect(words).toContain('€25.00 or more A postcard 3 of 20 left Delivery: March 2027');
    expect(words).toContain('As of 13:00 CET');
  });

  it('names no amount of a reward that has none yet', () => {
    const words = wordsOf(render({ ...view, rewards: [{ ...reward, amountMinor: 0 }] }));
    expect(words).toContain('No amount yet A postcard');
    expect(words).not.toContain('€0.00');
  });

  it('leads to a pledge with or without a reward, and to none for what is taken', () => {
    expect(render(view)).toContain('href="/campaigns/c1/pledge?reward=r1"');
    const taken = render({ ...view, rewards: [{ ...reward, claimedCount: 20 }] });
    expect(taken).not.toContain('?reward=');
    expect(wordsOf(taken)).toContain('All taken');
  });

  it.each([
    ['JPY', '￥123,456 pledged of ￥500,000', 'ja-JP'],
    ['KWD', 'KWD 123.456 pledged of KWD 500.000', 'en-GB'],
    ['EUR', '1.234,56 € pledged of 5.000,00 €', 'de-DE'],
  ])('shows %s with its own decimals, as the reader writes numbers', (currency, expected, locale) => {
    expect(wordsOf(render(withCampaign({ currency: currency as Currency }), locale))).toContain(expected);
  });

  it('closes with the deadline, before anybody has noted the end', () => {
    for (const over of [
      { ...view, now: new Date('2027-01-31T22:59:00Z') },
      withCampaign({ status: 'ended' }),
    ]) {
      const html = render(over);
      expect(html).not.toContain('/pledge');
      expect(wordsOf(html)).toContain('A new telescope ended at €1,234.56 of €5,000.00.');
      // Nobody can take them any more.
      expect(wordsOf(html)).not.toContain('20 left');
    }
  });

  it('says of an all-or-nothing campaign that nothing is charged before, or without the goal', () => {
    const allOrNothing = withCampaign({ fundingModel: 'allOrNothing' });
    expect(wordsOf(render(allOrNothing))).toContain(
      'Your card is charged only if A new telescope reaches €5,000.00 by Sunday',
    );
    const missed = { ...allOrNothing, campaign: { ...allOrNothing.campaign, status: 'ended' as const } };
    expect(wordsOf(render(missed))).toContain('no card was charged');
  });

  it('shows a draft without goal, deadline, story or rewards', () => {
    const empty = withCampaign({ status: 'draft', goalMinor: null, deadline: null, summary: '' });
    const words = wordsOf(render({ ...empty, rewards: [], story: null }));
    expect(words).toContain('No goal set yet');
    expect(words).toContain('No deadline set yet');
    expect(words).toContain('The story has not been written yet.');
  });

  it('lets no text of an author become markup', () => {
    const evil = '<img src=x onerror=alert(1)>';
    const html = render({
      ...withCampaign({ title: evil, summary: evil }),
      rewards: [{ ...reward, title: evil, description: evil }],
      faqs: [{ id: 'f1' as Id<'Faq'>, question: evil, answer: evil }],
      updates: [{ id: 'u1' as Id<'CampaignUpdate'>, title: evil, publishedAt: null, content: view.story }],
    });
    expect(html).not.toMatch(/<(img|upon|script)/);
  });
});
