import { NotFound } from '../shell/error-screen.tsx';
import { BackersSection } from './backers-section.tsx';
import { BasicsSection } from './basics-section.tsx';
import { isCampaignSection } from './campaign-sections.ts';
import { DatesSection } from './dates-section.tsx';
import { FaqSection } from './faq-section.tsx';
import { MoneySection } from './money-section.tsx';
import { RewardsSection } from './rewards-section.tsx';
import { StorySection } from './story-section.tsx';
import { UpdatesSection } from './updates-section.tsx';

interface SectionRouteProps {
  campaignId: string;
  section: string;
  /** Name of the control that the person is led to. */
  field: string | undefined;
  itemId: string | undefined;
}

/** The open part of a campaign. */
export function SectionRoute({ campaignId, section, field, itemId }: SectionRouteProps) {
  if (!isCampaignSection(section)) return <NotFound />;
  const props = { campaignId, field };
  switch (section) {
    case 'basics':
      return <BasicsSection {...props} />;
    case 'story':
      return <StorySection campaignId={campaignId} />;
    case 'rewards':
      return <RewardsSection {...props} itemId={itemId} />;
    case 'money':
      return <MoneySection {...props} />;
    case 'dates':
      return <DatesSection {...props} />;
    case 'faq':
      return <FaqSection {...props} itemId={itemId} />;
    case 'updates':
      return <UpdatesSection {...props} />;
    case 'backers':
      return <BackersSection {...props} />;
  }
}
