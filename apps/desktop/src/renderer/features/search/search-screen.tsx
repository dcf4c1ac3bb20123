import { useEffect, useState } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import type { SearchHit } from '../../../ipc/search.ts';
import { useApp } from '../../app/app-context.tsx';
import { reasonOf } from '../../app/engine-failure.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { TextField } from '../../ui/field.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Page } from '../../ui/page.tsx';
import { FoundText } from './found-text.tsx';
import { hitPlace } from './hit-place.ts';
import { hitKinds } from './hit-words.ts';
import { focusSearchField } from './search-field.ts';

const LIMIT = 50;

/** Any word in any text, while the person types. */
export function SearchScreen() {
  const { queries, t } = useApp();
  const { q = '' } = useSearch({ from: '/frame/search' });
  const navigate = useNavigate();
  // The address follows a moment later: a field that showed what it says would lose letters that are typed meanwhile.
  const [text, setText] = useState(q);
  const wanted = text.trim();
  const { data: hits, error } = useQuery({
    ...queries.search(wanted, LIMIT),
    enabled: wanted !== '',
    placeholderData: keepPreviousData,
  });
  useEffect(focusSearchField, []);

  return (
    <Page title={t('search.title')}>
      <div role="search">
        <TextField
          large
          type="search"
          label={t('search.field')}
          hideLabel
          hint={t('search.hint')}
          placeholder={t('search.placeholder')}
          value={text}
          maxLength={200}
          onChange={({ currentTarget: { value } }) => {
            setText(value);
            void navigate({ to: '/search', search: { q: value }, replace: true });
          }}
        />
      </div>
      {wanted === '' && (
        <EmptyState icon="search" title={t('search.startTitle')} body={t('search.nothingBody')} />
      )}
      {error && <p role="alert">{t('shell.loadFailed', { reason: reasonOf(error) })}</p>}
      {wanted !== '' && hits && <Hits hits={hits} text={wanted} />}
    </Page>
  );
}

function Hits({ hits, text }: { hits: readonly SearchHit[]; text: string }) {
  const { t } = useApp();
  if (hits.length === 0) {
    return (
      <EmptyState icon="search" title={t('search.nothingTitle', { text })} body={t('search.nothingBody')} />
    );
  }
  return (
    <section aria-label={t('search.title')}>
      <p role="status" className="pb-2 text-13 text-muted">
        {hits.length === LIMIT
          ? t('search.resultsLimited', { n: LIMIT })
          : t('search.results', { n: hits.length })}
      </p>
      <ul className="flex flex-col">
        {hits.map((hit) => (
          <Hit key={`${hit.kind}-${hit.id}`} hit={hit} />
        ))}
      </ul>
    </section>
  );
}

function Hit({ hit }: { hit: SearchHit }) {
  const { t } = useApp();
  const body = (
    <>
      <Icon name={hitKinds[hit.kind].icon} className="mt-1 text-muted" />
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="relative truncate font-semibold">
          {hit.title} <span className="sr-only">{t(hitKinds[hit.kind].name)}</span>
        </span>
        {hit.snippet.length > 0 && (
          <span className="line-clamp-2 text-15">
            <FoundText snippet={hit.snippet} />
          </span>
        )}
        <span className="truncate text-13 text-muted">{hit.place}</span>
      </span>
    </>
  );
  const look = 'flex gap-3 rounded-control px-3 py-3 text-15 hover:bg-sunken';
  return (
    <li className="border-b border-line">
      <Link {...hitPlace(hit)} className={look}>
        {body}
      </Link>
    </li>
  );
}
