/** @jsxImportSource hono/jsx */
import { Hono } from 'hono';
import * as z from 'zod';
import { mayDo } from '../../platform/access.ts';
import type { AppContext } from '../../platform/app-context.ts';
import { accountOf, tenantOf, type AppEnv } from '../../platform/request.ts';
import { readTenant } from '../../platform/with-tenant.ts';
import { exportLedger } from './export-ledger.ts';
import { FinancePageView } from './finance.page.tsx';
import { readFinances } from './read-finances.ts';

const PER_PAGE = 20;
const listQuery = z.object({ page: z.coerce.number().int().min(1).max(10_000).catch(1) });

/** The money of the school, for those who look after it. */
export const financePages = (ctx: Pick<AppContext, 'door'>): Hono<AppEnv> =>
  new Hono<AppEnv>()
    .get('/admin/finance', async (c) => {
      accountOf(c.var);
      const { page } = listQuery.parse(c.req.query());
      const [finances, mayExport] = await readTenant(ctx.door, tenantOf(c.var), async (tx) => [
        await readFinances(tx, { page, perPage: PER_PAGE }),
        mayDo(tx, 'ledger.view'),
      ]);
      const pages = Math.ceil(finances.total / PER_PAGE);
      return c.render(
        <FinancePageView c={c} finances={finances} page={page} pages={pages} mayExport={mayExport} />,
        { title: c.var.t('finance.title'), admin: '/admin/finance' },
      );
    })
    .get('/admin/finance/ledger.csv', async (c) => {
      accountOf(c.var);
      const stream = await exportLedger(ctx, tenantOf(c.var));
      return c.body(stream, 200, {
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': `attachment; filename="ledger-${c.var.school?.slug ?? 'school'}.csv"`,
        'cache-control': 'no-store',
      });
    });
