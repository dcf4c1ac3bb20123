/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import { lastDayBefore } from '@educrowd/shared/primitives/zoned-time';
import { Button } from '../../platform/page/button.tsx';
import { Card, ErrorSummary, Field, FieldError, PageTitle } from '../../platform/page/form.tsx';
import type { FormErrors, Refused } from '../../platform/page/read-form.ts';
import type { AppEnv } from '../../platform/request.ts';
import { grantName, zoneOf } from './grant-words.ts';
import { GrantFacts, TextLink } from './page-parts.tsx';
import { grantPath, memberPath } from './paths.ts';
import type { Member, SeenGrant } from './read-members.ts';

interface Props {
  readonly c: Context<AppEnv>;
  readonly member: Member;
  readonly grant: SeenGrant;
  /** A form of the page, as it was sent and not accepted. */
  readonly sent?: { readonly fields: Readonly<Record<string, string>>; readonly refused: Refused };
}

/** What can be done to a role that somebody has: each thing is a form of its own. */
export function GrantPage({ c, member, grant, sent }: Props) {
  const { t } = c.var;
  const errors = sent?.refused.errors;
  const path = grantPath({ userId: member.userId, role: grant.role });
  const shownDay = grant.expiresAt === null ? '' : lastDayBefore(grant.expiresAt, zoneOf(c.var));
  return (
    <>
      <PageTitle>
        <span class="break-words">{grantTitle({ c, member, grant })}</span>
      </PageTitle>
      <ErrorSummary title={t('account.problems')} errors={errors} />
      <div class="grid gap-6">
        <Card>
          <GrantFacts reader={c.var} grant={grant} />
        </Card>
        <Card>
          <form method="post" action={path} novalidate>
            <Field
              name="endDay"
              type="date"
              label={t('members.endDay')}
              hint={t('members.endDayHint', { zone: zoneOf(c.var) })}
              value={sent?.fields['endDay'] ?? shownDay}
              isRequired={false}
              errors={errors}
            />
            <Button name="action" value="setEnd">
              {t('members.saveEnd')}
            </Button>
          </form>
        </Card>
        {grant.isActive ? (
          <Step
            path={path}
            action="pause"
            errors={errors}
            words={{
              title: t('members.pauseTitle'),
              body: t('members.pauseBody'),
              button: t('members.pauseAction'),
            }}
          />
        ) : (
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
        <Step
          path={path}
          action="end"
          errors={errors}
          words={{ title: t('members.endTitle'), body: t('members.endBody'), button: t('members.endAction') }}
        />
      </div>
      <p class="mt-6">
        <TextLink href={memberPath(member.userId)}>
          {t('members.backToMember', { member: member.displayName })}
        </TextLink>
      </p>
    </>
  );
}

export const grantTitle = ({ c, member, grant }: Pick<Props, 'c' | 'member' | 'grant'>): string =>
  c.var.t('members.grantTitle', { role: grantName(grant, c.var.t), member: member.displayName });

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
