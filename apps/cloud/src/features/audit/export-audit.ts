import { authorize } from '../../platform/access.ts';
import type { AppContext } from '../../platform/app-context.ts';
import { readTenant, withTenant, type TenantContext } from '../../platform/with-tenant.ts';
import { readChain } from './audit-store.ts';
import { CHAINS, type ExportLine } from './export-format.ts';
import { makeCheckpoints } from './make-checkpoints.ts';

const ENTRIES_AT_ONCE = 500;

/**
 * The whole log and ledger of a school, line by line (export-format.ts). It is asked for before the first line whether
 * the person may have it, and again with every page; nothing is held that the reader has not taken.
 */
export async function exportAudit(
  ctx: AppContext,
  tenant: TenantContext,
): Promise<ReadableStream<Uint8Array>> {
  await withTenant(ctx.door, tenant, async (tx) => {
    authorize(tx, 'audit.view');
    authorize(tx, 'ledger.view');
    tx.audit('audit.exported', {});
  });
  const lines = exportLines(ctx, tenant);
  const encoder = new TextEncoder();
  return new ReadableStream({
    async pull(controller) {
      const { value, done } = await lines.next();
      if (done) return controller.close();
      controller.enqueue(encoder.encode(value.map((line) => `${JSON.stringify(line)}\n`).join('')));
    },
    cancel: async () => void (await lines.return(undefined)),
  });
}

async function* exportLines(
  ctx: AppContext,
  tenant: TenantContext,
): AsyncGenerator<readonly ExportLine[], void> {
  const { tenantId } = tenant;
  const { heads, checkpoints } = await makeCheckpoints(ctx, tenantId);
  yield [{ type: 'header', format: 1, tenant: tenantId, exportedAt: ctx.clock().toISOString(), heads }];
  yield checkpoints;
  for (const chain of CHAINS) {
    for (let first = 1; ; first += ENTRIES_AT_ONCE) {
      const last = Math.min(first + ENTRIES_AT_ONCE - 1, heads[chain].seq);
      if (last < first) break;
      const range = { first, last };
      yield await readTenant(ctx.door, tenant, (tx) => {
        authorize(tx, 'audit.view');
        return readChain(tx, chain, range);
      });
    }
  }
  yield [{ type: 'end', heads }];
}
