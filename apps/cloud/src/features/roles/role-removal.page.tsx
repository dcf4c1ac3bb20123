/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import { Button } from '../../platform/page/button.tsx';
import { ErrorSummary, Field, PageTitle } from '../../platform/page/form.tsx';
import type { FormErrors } from '../../platform/page/read-form.ts';
import type { AppEnv } from '../../platform/request.ts';
import { TextLink } from './page-parts.tsx';
import { removalPath, rolePath } from './paths.ts';
import type { CustomRole } from './role-store.ts';

interface Props {
  readonly c: Context<AppEnv>;
  readonly role: CustomRole;
  readonly holders: number;
  readonly sent?: { readonly name: string; readonly errors: FormErrors };
}

/** It takes something from people at once and for good: somebody has to mean it. */
export function RoleRemovalPage({ c, role, holders, sent }: Props) {
  const { t } = c.var;
  return (
    <>
      <PageTitle>
        <span class="break-words">{t('members.removeTitle', { role: role.name })}</span>
      </PageTitle>
      <p class="mb-6">{t('members.removeBody', { count: holders })}</p>
      <form method="post" action={removalPath(role.id)} novalidate>
        <ErrorSummary title={t('account.problems')} errors={sent?.errors} />
        <Field
          name="name"
          label={t('members.removeName')}
          hint={role.name}
          autocomplete="off"
          value={sent?.name}
          errors={sent?.errors}
          maxLength={60}
        />
        <Button look="danger">{t('members.removeAction')}</Button>
      </form>
      <p class="mt-6">
        <TextLink href={rolePath(role.id)}>{t('members.keepRole')}</TextLink>
      </p>
    </>
  );
}
