/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import type { PlainMessageKey, Translate } from '@educrowd/shared/messages/translate';
import { Notice } from '../../platform/page/form.tsx';
import { describeGiving, describeTerm, grantName, type Reader } from './grant-words.ts';
import type { SeenGrant } from './read-members.ts';

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
