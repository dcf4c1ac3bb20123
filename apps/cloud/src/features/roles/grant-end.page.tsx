/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import { Button } from '../../platform/page/button.tsx';
import { ErrorSummary, Field, FieldError, PageTitle } from '../../platform/page/form.tsx';
import type { FormErrors } from '../../platform/page/read-form.ts';
import type { AppEnv } from '../../platform/request.ts';
import type { GrantAsked } from './grant-stakes.ts';
import { grantName } from './grant-words.ts';
import { TextLink } from './page-parts.tsx';
import { grantPath } from './paths.ts';

interface Props {
  readonly c: Context<AppEnv>;
  readonly asked: GrantAsked;
  readonly sent?: { readonly name: string; readonly errors: FormErrors };
}

/** Ending a role that decides about others, or one's own: somebody has to mean it. */
export function GrantEndPage({ c, asked, sent }: Props) {
  const { t } = c.var;
  const { member, grant, canUndo } = asked;
  const path = grantPath({ userId: member.userId, role: grant.role });
  return (
    <>
      <PageTitle>
        <span class="break-words">{endTitle(c, asked)}</span>
      </PageTitle>
      <p class="mb-6 break-words">
        {canUndo ? t('members.endGraveBody', { member: member.displayName }) : t('members.endOwnBody')}
      </p>
      <form method="post" action={path} id="end" tabindex={-1} novalidate>
        <ErrorSummary title={t('account.problems')} errors={sent?.errors} />
        <Field
          name="name"
          label={t('members.endName')}
          hint={grantName(grant, t)}
          autocomplete="off"
          value={sent?.name}
          errors={sent?.errors}
          maxLength={60}
        />
        <Button look="danger" name="action" value="end">
          {t('members.endAction')}
        </Button>
        <FieldError name="end" errors={sent?.errors} />
      </form>
      <p class="mt-6">
        <TextLink href={path}>{t('members.keepRole')}</TextLink>
      </p>
    </>
  );
}

export const endTitle = ({ var: { t } }: Context<AppEnv>, { member, grant }: GrantAsked): string =>
  t('members.endGraveTitle', { role: grantName(grant, t), member: member.displayName });
