/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import { isDelegable, type Permission } from '@educrowd/shared/permissions/matrix';
import { Button, ButtonLink } from '../../platform/page/button.tsx';
import { ErrorSummary, Field, FieldError, PageTitle, TextArea } from '../../platform/page/form.tsx';
import type { FormErrors } from '../../platform/page/read-form.ts';
import type { AppEnv } from '../../platform/request.ts';
import { removalPath, rolePath, ROLES_PATH } from './paths.ts';
import { permissionGroups, permissionWords } from './permission-groups.ts';

/** A role as somebody fills it in. */
export interface RoleEntered {
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
}

interface Props {
  readonly c: Context<AppEnv>;
  /** The role that is changed, as it is; null: a new one. */
  readonly present: { readonly id: string; readonly name: string } | null;
  readonly entered: RoleEntered;
  readonly errors: FormErrors | undefined;
}

export function RoleFormPage({ c, present, entered, errors }: Props) {
  const { t } = c.var;
  return (
    <>
      <PageTitle>
        <span class="break-words">{roleFormTitle(c, present)}</span>
      </PageTitle>
      {present && <p class="mb-6 text-muted">{t('members.redefineHint')}</p>}
      <form method="post" action={present ? rolePath(present.id) : ROLES_PATH} novalidate>
        <ErrorSummary title={t('account.problems')} errors={errors} />
        <Field
          name="name"
          label={t('members.roleName')}
          hint={t('members.roleNameHint')}
          autocomplete="off"
          value={entered.name}
          errors={errors}
          maxLength={60}
        />
        <TextArea
          name="description"
          label={t('members.roleDescription')}
          hint={t('members.roleDescriptionHint')}
          value={entered.description}
          errors={errors}
          maxLength={500}
        />
        <Permissions c={c} chosen={entered.permissions} errors={errors} />
        <Button>{t(present ? 'members.redefineAction' : 'members.defineAction')}</Button>
      </form>
      {present && (
        <p class="mt-8">
          <ButtonLink href={removalPath(present.id)} look="danger">
            {t('members.removeAction')}
          </ButtonLink>
        </p>
      )}
    </>
  );
}

export const roleFormTitle = ({ var: { t } }: Context<AppEnv>, present: Props['present']): string =>
  present ? t('members.redefineTitle', { role: present.name }) : t('members.defineTitle');

interface PermissionsProps {
  readonly c: Context<AppEnv>;
  readonly chosen: readonly Permission[];
  readonly errors: FormErrors | undefined;
}

/** Each checkbox has the name of what it allows. */
function Permissions({ c, chosen, errors }: PermissionsProps) {
  const { t } = c.var;
  return (
    <fieldset
      id="permissions"
      tabindex={-1}
      class="mb-6 min-w-0"
      aria-describedby={errors?.['permissions'] ? 'permissions-error' : undefined}
    >
      <legend class="mb-2 font-semibold">{t('members.rolePermissions')}</legend>
      <p class="mb-4 max-w-prose text-small text-muted">{t('members.rolePermissionsHint')}</p>
      {permissionGroups.map(({ title, permissions }) => (
        <fieldset key={title} class="mb-4 min-w-0 rounded-card border border-line bg-surface px-4 pb-2">
          <legend class="px-1 text-small font-semibold text-muted">{t(title)}</legend>
          <ul class="divide-y divide-line">
            {permissions.filter(isDelegable).map((permission) => (
              <li key={permission}>
                <label class="flex min-h-12 items-center gap-4 py-2">
                  <input
                    type="checkbox"
                    name={permission}
                    checked={chosen.includes(permission)}
                    class="size-6 shrink-0 accent-brand"
                  />
                  {permissionWords(permission, t)}
                </label>
              </li>
            ))}
          </ul>
        </fieldset>
      ))}
      <FieldError name="permissions" errors={errors} />
    </fieldset>
  );
}
