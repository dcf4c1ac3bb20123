/** A guest and a student pledge in their browsers; the guest's first card is refused. Every mailed link is followed. */
import { must } from '@educrowd/shared/primitives/assert';
import { newId } from '@educrowd/shared/primitives/id';
import { mailedLink, type Person } from '../../../tools/stack/people.ts';
import { createVisitor, type Page, type Visitor } from '../../../tools/stack/visitor.ts';
import { waitUntil } from '../../support/waits.ts';
import type { Cast, Story } from '../story.ts';
import { demand, type StepResult } from '../story-steps.ts';
import type { DraftedCampaign } from './draft-campaign.ts';

export interface Pledged {
  /** Minor units. */
  readonly totalMinor: number;
  readonly pledgeIds: readonly string[];
  readonly backerNames: readonly string[];
}

const ACCEPTED = '4242 4242 4242 4242';
const TOO_LITTLE_MONEY = '4000 0000 0000 9995';

export async function pledge(
  { canary }: Story,
  { school }: Cast,
  {
    campaignId,
    limitedRewardId,
    openRewardId,
    student,
  }: DraftedCampaign & { readonly student: { readonly person: Person; readonly visitor: Visitor } },
): Promise<StepResult<Pledged>> {
  const { origin } = school;
  const address = `${origin}/campaigns/${campaignId}/pledge`;
  const guest = { name: `Gita Guest ${canary}`, email: 'gita.guest@example.org', visitor: createVisitor() };

  const card = await begin(guest.visitor, address, { reward: limitedRewardId, amount: '125', ...guest });
  const refused = await guest.visitor.post(card.url.href, { number: TOO_LITTLE_MONEY });
  const receipt = await guest.visitor.post(card.url.href, { number: ACCEPTED });
  const guestPledge = pledgeIdOf(receipt);

  // The only place is taken now: whoever comes later hears that, and nothing is charged.
  const late = await createVisitor().post(address, {
    ...formOf({ reward: limitedRewardId, amount: '120', name: 'Late', email: 'late@example.org' }),
  });

  const second = await begin(student.visitor, address, {
    reward: openRewardId,
    amount: '10.50',
    name: student.person.name,
    email: student.person.email,
  });
  const studentReceipt = await student.visitor.post(second.url.href, { number: ACCEPTED });
  const studentPledge = pledgeIdOf(studentReceipt);

  const settled = await waitUntil<Page>('the receipt says that the card was charged', async () => {
    const page = await guest.visitor.get(receipt.url.href);
    return page.body.includes('€125.00') && /charged/i.test(page.body) ? { done: page } : { seen: 'not yet' };
  });
  const mailed = [
    { to: guest.email, link: await mailedLink(origin, guest.email, `/pledges/${guestPledge}`) },
    {
      to: student.person.email,
      link: await mailedLink(origin, student.person.email, `/pledges/${studentPledge}`),
    },
  ];
  const opened = await Promise.all(
    mailed.map(async ({ to, link }) => ({ to, page: await createVisitor().get(link) })),
  );
  const stranger = await createVisitor().get(`${origin}/pledges/${guestPledge}`);
  demand([
    ...(refused.body.includes('Not paid') ? [] : ['The refused card was not told to the guest.']),
    ...(late.status === 409 ? [] : [`A second pledge for the only place answered ${late.status}.`]),
    ...(settled.status === 200 ? [] : [`The receipt answers ${settled.status}.`]),
    ...opened
      .filter(({ page }) => page.status !== 200)
      .map(({ to, page }) => `The link mailed to ${to} answers ${page.status}.`),
    ...(stranger.status === 404 ? [] : [`A stranger sees the receipt (${stranger.status}).`]),
  ]);
  return {
    value: {
      totalMinor: 12_500 + 1_050,
      pledgeIds: [guestPledge, studentPledge],
      backerNames: [guest.name, student.person.name],
    },
    counted:
      '2 pledges of 135.50 EUR, 1 card refused first, 1 pledge refused because the last place had gone, 2 mailed links followed',
  };
}

interface Wish {
  readonly reward: string;
  readonly amount: string;
  readonly name: string;
  readonly email: string;
}

const formOf = ({ reward, amount, name, email }: Wish) => ({
  reward,
  amount,
  name,
  email,
  consent: 'yes',
  requestKey: newId<'Request'>() as string,
});

/** The two steps of the school's own; the page on which the card is entered. */
async function begin(visitor: Visitor, address: string, wish: Wish): Promise<Page> {
  const { reward, amount } = wish;
  const first = await visitor.get(address);
  const details = await visitor.get(
    `${address}/details?${new URLSearchParams({ reward, amount }).toString()}`,
  );
  const page = await visitor.post(address, formOf(wish));
  for (const [name, each] of Object.entries({ first, details, page }))
    if (each.status !== 200) throw new Error(`Pledging answered ${each.status} (${name}).`);
  if (!page.body.includes('name="number"')) throw new Error(`Pledging led to ${page.url.href}.`);
  return page;
}

const pledgeIdOf = (page: Page): string =>
  must(/^\/pledges\/([0-9a-f-]{36})/.exec(page.url.pathname)?.[1], `receipt, not ${page.url.href}`);
