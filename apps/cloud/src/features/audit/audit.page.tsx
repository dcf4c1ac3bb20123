/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import { ButtonLink } from '../../platform/page/button.tsx';
import { Card, PageTitle } from '../../platform/page/form.tsx';
import type { AppEnv } from '../../platform/request.ts';
import { describeActor, describeEntry } from './describe-entry.ts';
import type { AuditEntry, AuditPage } from './read-audit.ts';

interface ViewProps {
  readonly c: Context<AppEnv>;
  readonly found: AuditPage;
  readonly isNewest: boolean;
  readonly publicKey: string;
}

/** Day by day, the newest first. */
export function AuditPageView({ c, found: { entries, before }, isNewest, publicKey }: ViewProps) {
  const { t, locale, school } = c.var;
  const timeZone = school?.timeZone ?? 'UTC';
  const dayOf = (entry: AuditEntry): string =>
    new Date(entry.at).toLocaleDateString(locale, { dateStyle: 'full', timeZone });
  return (
    <>
      <PageTitle>{t('audit.title')}</PageTitle>
      <p class="mb-8 text-muted">{t('audit.intro')}</p>
      {entries.length === 0 && <p>{t('audit.none')}</p>}
      {[...Map.groupBy(entries, dayOf)].map(([day, group]) => (
        <section key={day} class="mb-8">
          <h2 class="mb-2 text-small font-semibold text-muted">{day}</h2>
          <ol class="divide-y divide-line rounded-card border border-line bg-surface">
            {group.map((entry) => (
              <Entry key={entry.seq} c={c} entry={entry} timeZone={timeZone} />
            ))}
          </ol>
        </section>
      ))}
      {(before !== null || !isNewest) && (
        <nav aria-label={t('audit.pages')} class="mb-12 flex flex-wrap items-center gap-4">
          {!isNewest && (
            <ButtonLink look="quiet" href="/admin/audit">
              {t('audit.newest')}
            </ButtonLink>
          )}
          {before !== null && (
            <ButtonLink look="quiet" href={`/admin/audit?before=${before}`}>
              {t('audit.older')}
            </ButtonLink>
          )}
        </nav>
      )}
      <Card>
        <h2 class="mb-2 text-large font-bold">{t('audit.exportTitle')}</h2>
        <p class="mb-4">{t('audit.exportBody')}</p>
        <p class="mb-6 text-small text-muted">
          {t('audit.publicKey')} <code class="break-all">{publicKey}</code>
        </p>
        <ButtonLink href="/admin/audit/export">{t('audit.exportAction')}</ButtonLink>
      </Card>
    </>
  );
}

interface EntryProps {
  readonly c: Context<AppEnv>;
  readonly entry: AuditEntry;
  readonly timeZone: string;
}

function Entry({ c, entry, timeZone }: EntryProps) {
  const { t, locale } = c.var;
  const details = Object.entries(entry.details);
  const actor = describeActor(entry, t);
  const time = new Date(entry.at).toLocaleTimeString(locale, { timeStyle: 'short', timeZone });
  return (
    <li class="flex min-h-14 gap-3 px-6 py-4">
      <div class="min-w-0 flex-1">
        <p class="break-words">{describeEntry(entry, t)}</p>
        {actor !== null && <p class="text-small break-words text-muted">{actor}</p>}
        {details.length > 0 && (
          <details class="text-small text-muted">
            <summary class="inline-flex min-h-6 cursor-pointer items-center text-brand-text underline">
              {t('audit.details')}
              <span class="sr-only"> {t('audit.entry', { seq: entry.seq })}</span>
            </summary>
            <dl class="mt-1 grid gap-1">
              {details.map(([name, value]) => (
                <div key={name}>
                  <dt class="inline font-semibold">{name}:</dt>{' '}
                  <dd class="inline break-all">
                    {typeof value === 'string' ? value : JSON.stringify(value)}
                  </dd>
                </div>
              ))}
            </dl>
          </details>
        )}
      </div>
      <time datetime={entry.at} class="shrink-0 text-small text-muted tabular-nums">
        {time}
      </time>
    </li>
  );
}
