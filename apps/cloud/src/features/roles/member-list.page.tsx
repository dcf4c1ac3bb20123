/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import { buttonClass } from '@educrowd/shared/design/web-button';
import { shortened, toShowableText } from '@educrowd/shared/primitives/text';
import { ButtonLink } from '../../platform/page/button.tsx';
import { PageTitle } from '../../platform/page/form.tsx';
import { PageLinks } from '../../platform/page/page-links.tsx';
import type { AppEnv } from '../../platform/request.ts';
import { grantName } from './grant-words.ts';
import { memberPath, MEMBERS_PATH } from './paths.ts';
import { SEARCH_LENGTH, type Member, type MemberList } from './read-members.ts';
import type { MembersAsked } from './role-store.ts';

interface Props {
  readonly c: Context<AppEnv>;
  readonly asked: MembersAsked;
  readonly found: MemberList;
}

export function MemberListPage({ c, asked: { page, perPage, search }, found: { members, total } }: Props) {
  const { t } = c.var;
  return (
    <>
      <PageTitle>{t('members.title')}</PageTitle>
      <p class="mb-6 text-muted">{t('members.intro')}</p>
      <form method="get" action={MEMBERS_PATH} role="search" class="mb-6">
        <label for="q" class="mb-1 block font-semibold">
          {t('members.search')}
        </label>
        <div class="flex gap-2">
          <input
            id="q"
            name="q"
            type="search"
            value={toShowableText(search)}
            maxlength={SEARCH_LENGTH}
            class="min-h-12 w-full min-w-0 rounded-control border border-control bg-surface px-3 py-2"
          />
          <button type="submit" class={`${buttonClass('solid')} shrink-0`}>
            {t('members.searchAction')}
          </button>
        </div>
      </form>
      <p class="mb-4 text-muted" role="status">
        {t('members.found', { count: total })}
      </p>
      {total === 0 && (
        <>
          <p class="mb-4 break-words">
            {t('members.noneFits', { search: shortened(toShowableText(search), 100) })}
          </p>
          <ButtonLink href={MEMBERS_PATH} look="quiet">
            {t('members.showAll')}
          </ButtonLink>
        </>
      )}
      {members.length > 0 && (
        <ul class="divide-y divide-line rounded-card border border-line bg-surface">
          {members.map((member) => (
            <Row key={member.userId} c={c} member={member} />
          ))}
        </ul>
      )}
      <PageLinks t={t} page={page} pages={Math.ceil(total / perPage)} hrefOf={(to) => pageHref(search, to)} />
    </>
  );
}

function pageHref(search: string, page: number): string {
  const query = new URLSearchParams({ ...(search === '' ? {} : { q: search }), page: String(page) });
  return `${MEMBERS_PATH}?${query.toString()}`;
}

function Row({ c, member }: { readonly c: Context<AppEnv>; readonly member: Member }) {
  const { t } = c.var;
  const names = member.grants.filter(({ isInForce }) => isInForce).map((grant) => grantName(grant, t));
  return (
    <li class="flex min-h-14 flex-wrap items-baseline justify-between gap-x-6 gap-y-1 px-6 py-4">
      <div class="min-w-0">
        <a
          href={memberPath(member.userId)}
          class="inline-flex min-h-6 max-w-full items-center font-semibold [overflow-wrap:anywhere] text-brand-text underline"
        >
          {member.displayName}
        </a>
        <p class="text-small break-words text-muted">{member.email}</p>
      </div>
      <p class="min-w-0 text-small break-words">
        {names.length === 0 ? <span class="text-muted">{t('members.noRoles')}</span> : names.join(', ')}
      </p>
    </li>
  );
}
