/** @jsxImportSource hono/jsx */
import { Hono } from 'hono';
import * as z from 'zod';
import type { AppContext } from '../../platform/app-context.ts';
import { accountOf, tenantOf, type AppEnv } from '../../platform/request.ts';
import { readTenant } from '../../platform/with-tenant.ts';
import { AuditPageView } from './audit.page.tsx';
import { exportHeaders } from './audit.rest.ts';
import { createCheckpointKey } from './checkpoint-key.ts';
import { exportAudit } from './export-audit.ts';
import { readAudit } from './read-audit.ts';

const PER_PAGE = 30;
const listQuery = z.object({ before: z.coerce.number().int().min(1).nullable().catch(null) });

/** The audit log, for the people who run the school. */
export function auditPages(ctx: AppContext): Hono<AppEnv> {
  const { publicKey } = createCheckpointKey(ctx.settings.auditKey);
  return new Hono<AppEnv>()
    .get('/admin/audit', async (c) => {
      accountOf(c.var);
      const { before } = listQuery.parse({ before: c.req.query('before') ?? null });
      const found = await readTenant(ctx.door, tenantOf(c.var), (tx) =>
        readAudit(tx, { before, limit: PER_PAGE }),
      );
      return c.render(
        <AuditPageView c={c} found={found} isNewest={before === null} publicKey={publicKey} />,
        {
          title: c.var.t('audit.title'),
          admin: '/admin/audit',
        },
      );
    })
    .get('/admin/audit/export', async (c) => {
      accountOf(c.var);
      const stream = await exportAudit(ctx, tenantOf(c.var));
      return c.body(stream, 200, exportHeaders(c.var.school?.slug ?? 'school'));
    });
}
