/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import { Button, ButtonLink } from '../../platform/page/button.tsx';
import { Card, ErrorSummary, PageTitle, Select } from '../../platform/page/form.tsx';
import type { Refused } from '../../platform/page/read-form.ts';
import type { AppEnv } from '../../platform/request.ts';
import { dateText, grantName, roleName } from './grant-words.ts';
import { EndDayField } from './end-day.tsx';
import { DoneNotice, GrantFacts } from './page-parts.tsx';
import { grantPath, grantsPath } from './paths.ts';
import type { MemberFile } from './read-members.ts';

interface Props {
  readonly c: Context<AppEnv>;
  readonly file: MemberFile;
  /** The form for giving a role, as it was sent and not accepted. */
  readonly sent?: { readonly fields: Readonly<Record<string, string>>; readonly refused: Refused };
}

const done = {
  end: 'members.endSaved',
  paused: 'members.pausedDone',
  resumed: 'members.resumedDone',
  ended: 'members.endedDone',
  given: 'members.givenDone',
} as const;

export function MemberPage({ c, file, sent }: Props) {
  const { t } = c.var;
  const { member, mayChange, offered } = file;
  return (
    <>
      <PageTitle>
        <span class="break-words">{member.displayName}</span>
      </PageTitle>
      {!sent && <DoneNotice t={t} done={c.req.query('done')} words={done} />}
      <p class="mb-8 break-words text-muted">
        {member.email} · {t('members.joined', { date: dateText(member.joinedAt, c.var) })}
      </p>
      <section class="mb-8">
        <h2 class="mb-2 text-large font-bold">{t('members.heldRoles')}</h2>
        {member.grants.length === 0 && <p>{t('members.holdsNone')}</p>}
        {member.grants.length > 0 && (
          <ul class="divide-y divide-line rounded-card border border-line bg-surface">
            {member.grants.map((grant) => (
              <li
                key={grant.role}
                class="flex min-h-14 flex-wrap items-center justify-between gap-x-6 gap-y-2 px-6 py-4"
              >
                <div class="min-w-0 flex-1 basis-60">
                  <GrantFacts reader={c.var} grant={grant} />
                </div>
                {mayChange && offered.includes(grant.role) && (
                  <ButtonLink
                    look="quiet"
                    href={grantPath({ userId: member.userId, role: grant.role })}
                    label={t('members.changeRole', { role: grantName(grant, t) })}
                  >
                    {t('members.change')}
                  </ButtonLink>
                )}
              </li>
            ))}
          </ul>
        )}
      </section>
      {mayChange && <GiveRole c={c} file={file} sent={sent} />}
    </>
  );
}

function GiveRole({ c, file, sent }: Props) {
  const { t } = c.var;
  const { member, offered, mayReceive } = file;
  const free = offered.filter((role) => !member.grants.some((grant) => grant.role === role));
  const errors = sent?.refused.errors;
  const isClosed = !sent && (!mayReceive || free.length === 0);
  return (
    <Card>
      <h2 class="mb-4 text-large font-bold">{t('members.give')}</h2>
      {isClosed ? (
        <p class="text-muted">{t(mayReceive ? 'members.giveNothing' : 'members.giveSelf')}</p>
      ) : (
        <form method="post" action={grantsPath(member.userId)} novalidate>
          <ErrorSummary title={t('account.problems')} errors={errors} />
          <Select
            name="role"
            label={t('members.role')}
            prompt={t('members.chooseRole')}
            options={free.map((role) => ({ value: role, text: roleName(role, { ...file, t }) }))}
            value={sent?.fields['role']}
            errors={errors}
          />
          <EndDayField reader={c.var} value={sent?.fields['endDay']} errors={errors} />
          <Button>{t('members.giveAction')}</Button>
        </form>
      )}
    </Card>
  );
}
