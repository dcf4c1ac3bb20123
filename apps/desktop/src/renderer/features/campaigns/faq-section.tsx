import { useState } from 'react';
import type { CampaignFaq } from '../../../ipc/campaigns.ts';
import { useApp } from '../../app/app-context.tsx';
import { LiveText, LiveTextArea } from '../../app/live-fields.tsx';
import { Button } from '../../ui/button.tsx';
import { EmptyState } from '../../ui/empty-state.tsx';
import { SortableList } from '../../ui/sortable-list.tsx';
import { SectionPage } from './section-page.tsx';
import { useCampaignActions } from './use-campaign-actions.ts';
import { useCampaign } from './use-campaign.ts';

interface SectionProps {
  campaignId: string;
  field: string | undefined;
}

export function FaqSection({ campaignId, field }: SectionProps) {
  const { t, engine } = useApp();
  const { campaign, faqs } = useCampaign(campaignId);
  const actions = useCampaignActions();
  const [openId, setOpenId] = useState<string | null>(null);
  const items = faqs.map((faq) => ({ ...faq, title: faq.question }));
  const add = async () => {
    const question = t('campaign.newFaq');
    const id = await actions.created('faq', question, () =>
      engine.client.campaigns.createFaq({ campaignId, question }),
    );
    if (id !== null) setOpenId(id);
  };
  const addButton = (
    <Button icon="plus" onClick={() => void add()}>
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
        label={t('campaign.question')}
        missing={t('campaign.questionMissing')}
        value={faq.question}
        maxLength={300}
        save={(question) => patchFaq({ faqId: faq.id, patch: { question } })}
      />
      <LiveTextArea
        label={t('campaign.answer')}
        rows={3}
        value={faq.answer}
        maxLength={4000}
        save={(answer) => patchFaq({ faqId: faq.id, patch: { answer } })}
      />
    </>
  );
}
