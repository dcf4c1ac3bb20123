/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import { lastDayBefore } from '@educrowd/shared/primitives/zoned-time';
import { Button, ButtonLink } from '../../platform/page/button.tsx';
import { Card, ErrorSummary, FieldError, PageTitle } from '../../platform/page/form.tsx';
import type { FormErrors, Refused } from '../../platform/page/read-form.ts';
import type { AppEnv } from '../../platform/request.ts';
import type { GrantAsked } from './grant-stakes.ts';
import { grantName, zoneOf } from './grant-words.ts';
import { EndDayField } from './end-day.tsx';
import { GrantFacts, TextLink } from './page-parts.tsx';
import { endPath, grantPath, memberPath } from './paths.ts';

interface Props {
  readonly c: Context<AppEnv>;
  readonly asked: GrantAsked;
  /** A form of the page, as it was sent and not accepted. */
  readonly sent?: { readonly fields: Readonly<Record<string, string>>; readonly refused: Refused };
}

/** What can be done to a role that somebody has: each thing is a form of its own. */
export function GrantPage({ c, asked, sent }: Props) {
  const { t } = c.var;
  const { member, grant, canUndo, isGrave } = asked;
  const errors = sent?.refused.errors;
  const path = grantPath({ userId: member.userId, role: grant.role });
  const shownDay = grant.expiresAt === null ? '' : lastDayBefore(grant.expiresAt, zoneOf(c.var));
  return (
    <>
      <p>
        <TextLink href={memberPath(member.userId)}>
          {t('members.backToMember', { member: member.displayName })}
        </TextLink>
      </p>
      <PageTitle>
        <span class="break-words">{grantTitle(c, asked)}</span>
      </PageTitle>
      <ErrorSummary title={t('account.problems')} errors={errors} />
      <div class="grid gap-6">
        <Card>
          <GrantFacts reader={c.var} grant={grant} />
        </Card>
        <Card>
          <form method="post" action={path} novalidate>
            <EndDayField reader={c.var} value={sent?.fields['endDay'] ?? shownDay} errors={errors} />
            <Button name="action" value="setEnd">
              {t('members.saveEnd')}
            </Button>
          </form>
        </Card>
        {grant.isActive && (
          <Step
            path={path}
            action="pause"
            errors={errors}
            words={{
              title: t('members.pauseTitle'),
              body: t(canUndo ? 'members.pauseBody' : 'members.pauseOwnBody'),
              button: t('members.pauseAction'),
            }}
          />
        )}
        {!grant.isActive && canUndo && (
          <Step
            path={path}
            action="resume"
            errors={errors}
            words={{
              title: t('members.resumeTitle'),
              body: t('members.resumeBody'),
              button: t('members.resumeAction'),
            }}
          />
        )}
        {!grant.isActive && !canUndo && (
          <Card>
            <h2 class="mb-1 text-large font-bold">{t('members.resumeTitle')}</h2>
            <p class="text-muted">{t('members.resumeOwnBody')}</p>
          </Card>
        )}
        {isGrave ? (
          <Card>
            <h2 class="mb-1 text-large font-bold">{t('members.endTitle')}</h2>
            <p class="mb-4 text-muted">
              {canUndo ? t('members.endGraveBody', { member: member.displayName }) : t('members.endOwnBody')}
            </p>
            <ButtonLink look="danger" href={endPath({ userId: member.userId, role: grant.role })}>
              {t('members.endAction')}
            </ButtonLink>
          </Card>
        ) : (
          <Step
            path={path}
            action="end"
            errors={errors}
            words={{
              title: t('members.endTitle'),
              body: t('members.endBody'),
              button: t('members.endAction'),
            }}
          />
        )}
      </div>
    </>
  );
}

export const grantTitle = ({ var: { t } }: Context<AppEnv>, { member, grant }: GrantAsked): string =>
  t('members.grantTitle', { role: grantName(grant, t), member: member.displayName });

interface StepProps {
  readonly path: string;
  readonly action: 'pause' | 'resume' | 'end';
  readonly errors: FormErrors | undefined;
  readonly words: { readonly title: string; readonly body: string; readonly button: string };
}

const Step = ({ path, action, errors, words: { title, body, button } }: StepProps) => (
  <Card>
    <form method="post" action={path} id={action} tabindex={-1}>
      <h2 class="mb-1 text-large font-bold">{title}</h2>
      <p class="mb-4 text-muted">{body}</p>
      <Button look={action === 'end' ? 'danger' : 'quiet'} name="action" value={action}>
        {button}
      </Button>
      <FieldError name={action} errors={errors} />
    </form>
  </Card>
);
