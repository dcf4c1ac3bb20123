/** @jsxRuntime automatic */
/** @jsxImportSource hono/jsx */
import { raw } from 'hono/html';
import type { ContentDoc } from '../../content/content-json.ts';
import { createHtmlWords } from '../../content/html-context.ts';
import { projectHtml } from '../../content/project-html.ts';
import { dateInWords } from '../campaign-words.ts';
import type { CampaignPageView, PartProps } from './campaign-page-view.ts';

export const CampaignStory = ({ view, reader }: PartProps) => (
  <section aria-labelledby="story">
    <h2 id="story" class="mb-4 text-heading font-bold">
      {reader.t('campaignPage.story')}
    </h2>
    {view.story === null || isEmpty(view.story) ? (
      <p class="text-muted">{reader.t('campaignPage.noStory')}</p>
    ) : (
      <Text view={view} reader={reader} content={view.story} headingShift={2} anchorPrefix="story-" />
    )}
  </section>
);

export function CampaignQuestions({ view, reader }: PartProps) {
  if (view.faqs.length === 0) return <></>;
  return (
    <section aria-labelledby="questions" class="mt-12">
      <h2 id="questions" class="mb-4 text-heading font-bold">
        {reader.t('campaignPage.questions')}
      </h2>
      <div class="max-w-reading divide-y divide-line rounded-card border border-line bg-surface">
        {view.faqs.map((faq) => (
          <details key={faq.id} class="px-4">
            <summary dir="auto" class="disclosure min-h-14 py-2 font-semibold">
              {faq.question}
            </summary>
            <p dir="auto" class="pb-4 ps-5 whitespace-pre-line">
              {faq.answer}
            </p>
          </details>
        ))}
      </div>
    </section>
  );
}

export function CampaignUpdates({ view, reader }: PartProps) {
  if (view.updates.length === 0) return <></>;
  return (
    <section aria-labelledby="updates" class="mt-12">
      <h2 id="updates" class="mb-4 text-heading font-bold">
        {reader.t('campaignPage.updates')}
      </h2>
      <ol class="grid max-w-reading gap-8">
        {view.updates.map((update, index) => (
          <li key={update.id}>
            <article>
              <h3 class="text-large font-semibold">{update.title}</h3>
              {update.publishedAt !== null && (
                <p class="mb-3 text-small text-muted">
                  <time datetime={update.publishedAt}>
                    {dateInWords(new Date(update.publishedAt), view.timeZone, reader.locale)}
                  </time>
                </p>
              )}
              {update.content !== null && (
                <Text
                  view={view}
                  reader={reader}
                  content={update.content}
                  headingShift={3}
                  anchorPrefix={`update-${index + 1}-`}
                />
              )}
            </article>
          </li>
        ))}
      </ol>
    </section>
  );
}

/** An update that fills a page of its own. */
export const CampaignUpdateArticle = ({
  view,
  reader,
  update,
}: PartProps & { readonly update: CampaignPageView['updates'][number] }) => (
  <article>
    <h1 class="text-title font-bold">{update.title}</h1>
    {update.publishedAt !== null && (
      <p class="mt-2 mb-6 text-muted">
        <time datetime={update.publishedAt}>
          {dateInWords(new Date(update.publishedAt), view.timeZone, reader.locale)}
        </time>
      </p>
    )}
    {update.content !== null && (
      <Text view={view} reader={reader} content={update.content} headingShift={1} anchorPrefix="update-" />
    )}
  </article>
);

interface TextProps extends PartProps {
  readonly content: ContentDoc;
  readonly headingShift: number;
  readonly anchorPrefix: string;
}

/** A text as the same projection that shows lessons makes it: it escapes every text and judges every address. */
function Text({ view, reader, content, headingShift, anchorPrefix }: TextProps) {
  const { material, course } = view.links;
  const html = projectHtml(content, {
    resolve: { material, course, lesson: () => null },
    words: createHtmlWords(reader.t),
    headingShift,
    anchorPrefix,
  });
  return <div class="reading">{raw(html)}</div>;
}

const isEmpty = ({ content }: ContentDoc): boolean =>
  content.every((block) => block.type === 'paragraph' && !block.content?.length);
