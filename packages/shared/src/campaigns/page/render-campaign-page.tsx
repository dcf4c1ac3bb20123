/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { CampaignPage } from './campaign-page.tsx';
import type { CampaignPageView, PartProps, Reader } from './campaign-page-view.ts';
import { CampaignUpdateArticle } from './campaign-texts.tsx';

/**
 * The content of a campaign's public page as HTML: what goes into `<main>`, without the school's header and footer.
 * The server sends it, and the desktop's preview shows it, so that both are the same by construction.
 *
 * It needs the pages' styles (`@educrowd/shared/web.css`, compiled by Tailwind, which scans these components by itself)
 * and stands in an element with `mx-auto max-w-wide px-4`. It is safe to put into a page as it is: every text is
 * escaped, every address judged. It contains no scripts, styles or forms.
 */
export const renderCampaignPage = (view: CampaignPageView, reader: Reader): string =>
  String(<CampaignPage view={view} reader={reader} />);

/** One update of the view as a page of its own, under the same conditions. */
export const renderCampaignUpdate = (
  { view, reader }: PartProps,
  update: CampaignPageView['updates'][number],
): string => String(<CampaignUpdateArticle view={view} reader={reader} update={update} />);
