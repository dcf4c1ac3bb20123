/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import type { PlainMessageKey, Translate } from '@educrowd/shared/messages/translate';
import { Notice } from '../../platform/page/form.tsx';
import { describeGiving, describeTerm, grantName, type Reader } from './grant-words.ts';
import { MEMBERS_PATH, ROLES_PATH } from './paths.ts';
import type { SeenGrant } from './read-members.ts';

const sections = [
  { href: MEMBERS_PATH, title: 'members.title' },
  { href: ROLES_PATH, title: 'members.rolesTitle' },
] as const;

/** The ways between the lists of members and of roles. */
export const SectionLinks = ({ t, here }: { readonly t: Translate; readonly here: string }) => (
  <nav aria-label={t('members.administration')} class="mb-6 flex flex-wrap gap-x-6 border-b border-line">
    {sections.map(({ href, title }) => (
      <a
        key={href}
        href={href}
        aria-current={href === here ? 'page' : undefined}
        class={`-mb-px inline-flex min-h-12 items-center border-b-2 no-underline ${
          href === here
            ? 'border-brand font-semibold text-text'
            : 'border-transparent text-muted hover:text-text'
        }`}
      >
        {t(title)}
      </a>
    ))}
  </nav>
);

export const TextLink = ({ href, children }: { readonly href: string; readonly children: Child }) => (
  <a href={href} class="inline-flex min-h-12 items-center text-brand-text underline">
    {children}
  </a>
);

/** What the form did that led here, as `?done=` says it. */
export function DoneNotice({
  t,
  done,
  words,
}: {
  readonly t: Translate;
  readonly done: string | undefined;
  readonly words: Readonly<Record<string, PlainMessageKey>>;
}) {
  const key = done !== undefined && Object.hasOwn(words, done) ? words[done] : undefined;
  return key === undefined ? <></> : <Notice>{t(key)}</Notice>;
}

/** A role that somebody has, how long, and from whom. */
export const GrantFacts = ({ reader, grant }: { readonly reader: Reader; readonly grant: SeenGrant }) => (
  <>
    <p class="flex flex-wrap items-baseline gap-x-3">
      <span class={`font-semibold break-words ${grant.isInForce ? '' : 'text-muted'}`}>
        {grantName(grant, reader.t)}
      </span>
      {!grant.isInForce && (
        <span class="rounded-chip bg-warning-soft px-2 text-small font-semibold text-warning-text">
          {reader.t(grant.isActive ? 'members.ended' : 'members.paused')}
        </span>
      )}
    </p>
    <p class="text-small text-muted">{describeTerm(grant, reader)}</p>
    <p class="text-small break-words text-muted">{describeGiving(grant, reader)}</p>
  </>
);
