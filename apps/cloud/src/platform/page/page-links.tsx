/** @jsxImportSource hono/jsx */
import { buttonClass } from '@educrowd/shared/design/web-button';
import type { Translate } from '@educrowd/shared/messages/translate';

interface PageLinksProps {
  readonly t: Translate;
  /** From 1. */
  readonly page: number;
  readonly pages: number;
  readonly hrefOf: (page: number) => string;
}

/** The ways to the pages before and after, where a list has more than one. */
export function PageLinks({ t, page, pages, hrefOf }: PageLinksProps) {
  if (pages <= 1) return <></>;
  return (
    <nav aria-label={t('learning.pages')} class="mt-8 flex flex-wrap items-center gap-4">
      {page > 1 && (
        <a href={hrefOf(page - 1)} rel="prev" class={buttonClass('quiet')}>
          {t('learning.previousPage')}
        </a>
      )}
      <span class="text-muted">{t('learning.pageOf', { page, pages })}</span>
      {page < pages && (
        <a href={hrefOf(page + 1)} rel="next" class={buttonClass('quiet')}>
          {t('learning.nextPage')}
        </a>
      )}
    </nav>
  );
}
