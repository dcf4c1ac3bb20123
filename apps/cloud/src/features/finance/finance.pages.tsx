/** @jsxImportSource hono/jsx */
import { Hono } from 'hono';
import { mayDo } from '../../platform/access.ts';
import type { AppContext } from '../../platform/app-context.ts';
import { accountOf, tenantOf, type AppEnv } from '../../platform/request.ts';
import { readTenant } from '../../platform/with-tenant.ts';
import { exportLedger } from './export-ledger.ts';
import { FinancePageView } from './finance.page.tsx';
import { readFinances } from './read-finances.ts';

/** The money of the school, for those who look after it. */
export const financePages = (ctx: Pick<AppContext, 'door'>): Hono<AppEnv> =>
  new Hono<AppEnv>()
    .get('/admin/finance', async (c) => {
      accountOf(c.var);
      const [finances, mayExport] = await readTenant(ctx.door, tenantOf(c.var), async (tx) => [
        await readFinances(tx),
        mayDo(tx, 'ledger.view'),
      ]);
      return c.render(<FinancePageView c={c} finances={finances} mayExport={mayExport} />, {
        title: c.var.t('finance.title'),
        admin: '/admin/finance',
      });
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
