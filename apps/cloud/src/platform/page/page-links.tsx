/** @jsxImportSource hono/jsx */
import { buttonClass } from '@educrowd/shared/design/web-button';
import type { Translate } from '@educrowd/shared/messages/translate';

interface PageLinksProps {
  /** Instead of "previous" and "next". */
  readonly words?: { readonly previous: string; readonly next: string };
  readonly t: Translate;
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  readonly hrefOf: (page: number) => string;
}

/** The ways to the pages before and after, where a list has more than one; and back from behind its last one. */
export function PageLinks({
  t,
  page,
  pages,
  hrefOf,
  words = { previous: t('learning.previousPage'), next: t('learning.nextPage') },
}: PageLinksProps) {
  if (pages > 0 && page > pages) {
    return (
      <>
        <p class="mb-4">{t('learning.pastLastPage', { page, pages })}</p>
        <a href={hrefOf(pages)} class={buttonClass('quiet')}>
          {t('learning.lastPage')}
        </a>
      </>
    );
  }
  if (pages <= 1) return <></>;
  return (
    <nav aria-label={t('learning.pages')} class="mt-8 flex flex-wrap items-center gap-4">
      {page > 1 && (
        <a href={hrefOf(page - 1)} rel="prev" class={buttonClass('quiet')}>
          {words.previous}
        </a>
      )}
      <span class="text-muted">{t('learning.pageOf', { page, pages })}</span>
      {page < pages && (
        <a href={hrefOf(page + 1)} rel="next" class={buttonClass('quiet')}>
          {words.next}
        </a>
      )}
    </nav>
  );
}
