/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import { mayDo } from '../access.ts';
import type { AppContext } from '../app-context.ts';
import { tenantOf, type AppEnv } from '../request.ts';
import { readTenant } from '../with-tenant.ts';

/** What only some of the people who run a school may see. */
const adminSections = [
  { permission: 'member.list', href: '/admin/members', title: 'members.title' },
  { permission: 'member.list', href: '/admin/roles', title: 'members.rolesTitle' },
  { permission: 'finance.statistics', href: '/admin/finance', title: 'finance.title' },
  { permission: 'audit.view', href: '/admin/audit', title: 'audit.title' },
] as const;
export type AdminSection = (typeof adminSections)[number];

/** Those that the asking person may see. */
export const adminSectionsFor = async (
  ctx: Pick<AppContext, 'door'>,
  { var: request }: Context<AppEnv>,
): Promise<readonly AdminSection[]> =>
  request.school === null
    ? []
    : readTenant(ctx.door, tenantOf(request), (tx) =>
        Promise.resolve(adminSections.filter(({ permission }) => mayDo(tx, permission))),
      );

interface Props {
  readonly c: Context<AppEnv>;
  /** Where the section begins that the page belongs to. */
  readonly here: AdminSection['href'];
}

/** The ways between the sections, above every page of them. */
export const adminNavFor =
  (ctx: Pick<AppContext, 'door'>) =>
  async ({ c, here }: Props) => {
    const { t } = c.var;
    const current = c.req.path === here ? 'page' : 'true';
    return (
      <nav aria-label={t('members.administration')} class="mb-6 flex flex-wrap gap-x-6 border-b border-line">
        {(await adminSectionsFor(ctx, c)).map(({ href, title }) => (
          <a
            key={href}
            href={href}
            aria-current={href === here ? current : undefined}
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
  };
