/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import type { Child } from 'hono/jsx';
import { ButtonLink } from '../../platform/page/button.tsx';
import { PageTitle } from '../../platform/page/form.tsx';
import type { AppEnv } from '../../platform/request.ts';
import { allows, allowsBuiltIn } from './permission-groups.ts';
import { customRoleKey, roles } from '@educrowd/shared/permissions/roles';
import { DoneNotice } from './page-parts.tsx';
import { rolePath, ROLES_PATH } from './paths.ts';
import type { RoleList } from './read-members.ts';

interface Props {
  readonly c: Context<AppEnv>;
  readonly list: RoleList;
}

const done = {
  defined: 'members.defined',
  saved: 'members.redefined',
  removed: 'members.removed',
} as const;

export function RoleListPage({ c, list: { customRoles, holders, mayDefine } }: Props) {
  const { t } = c.var;
  return (
    <>
      <PageTitle>{t('members.rolesTitle')}</PageTitle>
      <DoneNotice t={t} done={c.req.query('done')} words={done} />
      <p class="mb-8 text-muted">{t('members.rolesIntro')}</p>
      <section class="mb-8">
        <h2 class="mb-2 text-large font-bold">{t('members.ownRoles')}</h2>
        {customRoles.length === 0 ? (
          <p class="mb-4 text-muted">{t('members.ownRolesNone')}</p>
        ) : (
          <ul class="mb-4 divide-y divide-line rounded-card border border-line bg-surface">
            {customRoles.map((role) => (
              <RoleRow
                key={role.id}
                c={c}
                name={role.name}
                holders={holders.get(customRoleKey(role.id)) ?? 0}
                allowed={allows(role.permissions, t)}
                description={role.description}
              >
                {mayDefine && (
                  <ButtonLink
                    look="quiet"
                    href={rolePath(role.id)}
                    label={t('members.changeRole', { role: role.name })}
                  >
                    {t('members.change')}
                  </ButtonLink>
                )}
              </RoleRow>
            ))}
          </ul>
        )}
        {mayDefine && <ButtonLink href={`${ROLES_PATH}/new`}>{t('members.define')}</ButtonLink>}
      </section>
      <section>
        <h2 class="mb-2 text-large font-bold">{t('members.builtInRoles')}</h2>
        <ul class="divide-y divide-line rounded-card border border-line bg-surface">
          {roles.map((role) => (
            <RoleRow
              key={role}
              c={c}
              name={t(`roles.${role}`)}
              holders={holders.get(role) ?? 0}
              allowed={allowsBuiltIn(role, t)}
              description={t(`rolePurposes.${role}`)}
            />
          ))}
        </ul>
      </section>
    </>
  );
}

interface RowProps {
  readonly c: Context<AppEnv>;
  readonly name: string;
  readonly holders: number;
  readonly allowed: readonly string[];
  readonly description?: string;
  readonly children?: Child;
}

function RoleRow({ c, name, holders, allowed, description = '', children }: RowProps) {
  const { t } = c.var;
  return (
    <li class="flex flex-wrap items-start justify-between gap-x-6 gap-y-2 px-6 py-4">
      <div class="min-w-0 flex-1 basis-60">
        <p class="font-semibold break-words">{name}</p>
        {description !== '' && <p class="break-words whitespace-pre-line">{description}</p>}
        <p class="text-small text-muted">{t('members.holders', { count: holders })}</p>
        {allowed.length === 0 ? (
          <p class="text-small text-muted">{t('members.allowsNothing')}</p>
        ) : (
          <details class="text-small text-muted">
            <summary class="inline-flex min-h-6 cursor-pointer items-center text-brand-text underline">
              <span aria-hidden="true">{t('members.allows')}</span>
              <span class="sr-only">{t('members.allowsOf', { role: name })}</span>
            </summary>
            <ul class="mt-1 list-disc ps-5">
              {allowed.map((each) => (
                <li key={each}>{each}</li>
              ))}
            </ul>
          </details>
        )}
      </div>
      {children}
    </li>
  );
}
