import type { CampaignFaq } from '../../../ipc/campaigns.ts';
import { useApp } from '../../app/app-context.tsx';
import { LiveText, LiveTextArea } from '../../app/live-fields.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SortableList } from '../../ui/sortable-list.tsx';
import { SectionPage } from './section-page.tsx';
import { useCampaignActions } from './use-campaign-actions.ts';
import { useCampaignAdditions } from './use-campaign-additions.ts';
import { useCampaign } from './use-campaign.ts';
import { useOpenItem } from './use-open-item.ts';

interface SectionProps {
  campaignId: string;
  field: string | undefined;
  /** The question that the person was led to. */
  itemId: string | undefined;
}

export function FaqSection({ campaignId, field, itemId }: SectionProps) {
  const { t } = useApp();
  const { campaign, faqs } = useCampaign(campaignId);
  const actions = useCampaignActions();
  const { addFaq } = useCampaignAdditions(campaignId);
  const [openId, setOpenId] = useOpenItem(itemId);
  const items = faqs.map((faq) => ({ ...faq, title: faq.question }));
  const addButton = (
    <Button icon="plus" onClick={addFaq}>
      {t('campaign.addFaq')}
    </Button>
  );
  return (
    <SectionPage
      title={t('campaign.faq')}
      windowTitle={campaign.title}
      field={field}
      actions={items.length > 0 && addButton}
    >
      {items.length === 0 ? (
        <EmptyState icon="question" title={t('campaign.faqEmptyTitle')} body={t('campaign.faqEmptyBody')}>
          {addButton}
        </EmptyState>
      ) : (
        <>
          <SortableList
            label={t('campaign.faq')}
            items={items}
            openId={openId}
            onOpen={setOpenId}
            onMove={(item, afterId) => actions.move('faq', items, { item, afterId })}
            renderSummary={(faq) =>
              faq.answer === '' && <span className="text-warning-text">{t('campaign.noAnswer')}</span>
            }
            actions={(faq) => [
              {
                label: t('commands.toTrash'),
                icon: 'trash',
                danger: true,
                run: () => void actions.trash('faq', faq),
              },
            ]}
          >
            {(faq) => <FaqFields key={faq.id} faq={faq} />}
          </SortableList>
          <p className="text-13 text-muted">{t('campaign.listHelp')}</p>
        </>
      )}
    </SectionPage>
  );
}

function FaqFields({ faq }: { faq: CampaignFaq }) {
  const { t, engine } = useApp();
  const { patchFaq } = engine.client.campaigns;
  return (
    <>
      <LiveText
        name="faq"
        label={t('campaign.question')}
        missing={t('campaign.questionMissing')}
        value={faq.question}
        maxLength={300}
        save={(question, seen) => patchFaq({ faqId: faq.id, patch: { question }, seen: { question: seen } })}
      />
      <LiveTextArea
        label={t('campaign.answer')}
        rows={3}
        value={faq.answer}
        maxLength={4000}
        save={(answer, seen) => patchFaq({ faqId: faq.id, patch: { answer }, seen: { answer: seen } })}
      />
    </>
  );
}
