import { useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import type { CampaignPageView } from '@educrowd/shared/campaigns/page/campaign-page-view';
import { renderCampaignPage } from '@educrowd/shared/campaigns/page/render-campaign-page';
import type { ContentDoc } from '@educrowd/shared/content/content-json';
import type { OpenCampaign } from '../../../ipc/campaigns.ts';
import { useApp } from '../../app/app-context.tsx';
import { localTimeZone } from '../../app/local-time-zone.ts';
import { useStore } from '../../app/store.ts';
import { useCommands } from '../../app/use-commands.ts';
import { useOpenHere } from '../../app/use-place-change.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { Icon } from '../../ui/icon.tsx';
import { PreviewFrame } from './preview-frame.tsx';
import { picturesIn, usePreviewPictures } from './use-preview-pictures.ts';
import { usePreviewTexts } from './use-preview-texts.ts';
import { useCampaign } from './use-campaign.ts';
import styles from './preview.css?url';

const PHONE_PX = 390;
const DESKTOP_PX = 1180;

/** The public page as the school will show it, drawn by the same code, following every edit. */
export function Preview({ campaignId }: { campaignId: string }) {
  const { command, t } = useApp();
  const [isLarge, setLarge] = useOpenHere();
  useCommands(useMemo(() => [command('previewDesktop', () => setLarge(true))], [command, setLarge]));
  const html = usePreviewPage(useCampaign(campaignId));
  const title = t('campaign.previewOf');
  return (
    <div className="flex h-full min-h-0 flex-col gap-3 px-4 py-3">
      <div className="flex flex-wrap items-center justify-between gap-2">
        <p className="flex items-center gap-2 text-14 text-muted">
          <Icon name="phone" />
          {t('campaign.previewPhone')}
        </p>
        {/* Beside the work there is no room for it in a size that can be read. */}
        <Button look="quiet" icon="enlarge" onClick={() => setLarge(true)}>
          {t('campaign.previewDesktop')}
        </Button>
      </div>
      {isLarge ? (
        <Dialog full open onOpenChange={setLarge} title={title}>
          <div className="flex h-full">
            <PreviewFrame html={html} title={title} width={DESKTOP_PX} />
          </div>
        </Dialog>
      ) : (
        <PreviewFrame html={html} title={title} width={PHONE_PX} />
      )}
    </div>
  );
}

function usePreviewPage(open: OpenCampaign): string {
  const { t, formats, appearance, language, queries } = useApp();
  const theme = useStore(appearance);
  // A draft that is being written is shown where it will stand.
  const { updateId } = useParams({ strict: false });
  const shown = useMemo(
    () => open.updates.filter(({ id, publishedAt }) => publishedAt !== null || id === updateId),
    [open.updates, updateId],
  );
  const { campaign } = open;
  // What may be written at this moment is followed letter by letter; of what is out, it is enough to read it.
  const written = shown.filter(({ id }) => id === updateId);
  const live = usePreviewTexts([campaign.storyDocumentId, ...written.map((update) => update.documentId)]);
  const readIds = useStableList(shown.filter(({ id }) => id !== updateId).map((update) => update.documentId));
  const { data: read } = useQuery(queries.texts(readIds));
  const texts = useMemo(
    () =>
      new Map([...(read ?? []).map(({ documentId, content }) => [documentId, content] as const), ...live]),
    [live, read],
  );
  const pictureIds = useStableList(
    [campaign.coverMaterialId, ...[...texts.values()].flatMap(picturesIn)].filter((id) => id !== null),
  );
  const pictures = usePreviewPictures(pictureIds);
  return useMemo(() => {
    const page = renderCampaignPage(viewOf({ ...open, updates: shown }, texts, pictures), {
      t,
      locale: formats.locale,
    });
    const look = theme === 'system' ? '' : ` data-theme="${theme}"`;
    const address = new URL(styles, document.baseURI).href;
    return `<!doctype html><html lang="${language}"${look}><head><meta charset="utf-8"><link rel="stylesheet" href="${address}"></head><body><main class="mx-auto max-w-wide px-4 py-8">${page}</main></body></html>`;
  }, [formats.locale, language, open, pictures, shown, t, texts, theme]);
}

/** The same array for as long as its items are the same. */
function useStableList(items: readonly string[]): readonly string[] {
  const key = [...new Set(items)].join(' ');
  return useMemo(() => (key === '' ? [] : key.split(' ')), [key]);
}

function viewOf(
  { campaign, rewards, faqs, updates }: OpenCampaign,
  texts: ReadonlyMap<string, ContentDoc>,
  pictures: ReadonlyMap<string, string>,
): CampaignPageView {
  // Ids and currencies are the shared types' own; on this side of the contract they are plain text.
  const view = {
    campaign,
    coverUrl: campaign.coverMaterialId === null ? null : (pictures.get(campaign.coverMaterialId) ?? null),
    rewards,
    story: texts.get(campaign.storyDocumentId) ?? null,
    faqs,
    updates: updates.map((update) => ({ ...update, content: texts.get(update.documentId) ?? null })),
    timeZone: campaign.timeZone ?? localTimeZone(),
    now: new Date(),
    links: {
      material: (id: string) => pictures.get(id) ?? null,
      course: () => null,
      // Shown as it will be; the frame follows no link.
      pledge: () => '#',
    },
  };
  return view as unknown as CampaignPageView;
}
