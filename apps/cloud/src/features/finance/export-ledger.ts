import { stringify } from 'csv-stringify/sync';
import { decimalsOf, minorToDecimalText } from '@educrowd/shared/primitives/money';
import { authorize } from '../../platform/access.ts';
import type { AppContext } from '../../platform/app-context.ts';
import { readTenant, withTenant, type TenantContext } from '../../platform/with-tenant.ts';
import { listLedgerRows, type LedgerRow } from './finance-store.ts';
import { markedAsText } from './marked-as-text.ts';

const ENTRIES_AT_ONCE = 500;
const columns = [
  'entry',
  'at',
  'kind',
  'campaign',
  'campaign_id',
  'pledge_id',
  'account',
  'amount',
  'currency',
] as const;
const CAMPAIGN = columns.indexOf('campaign');

/**
 * The ledger as CSV (RFC 4180), a row for each line of an entry, debits positive. What would be a formula in a
 * spreadsheet is marked as text. Whether the person may have it is asked before the first row and with every page.
 */
export async function exportLedger(
  { door }: Pick<AppContext, 'door'>,
  tenant: TenantContext,
): Promise<ReadableStream<Uint8Array>> {
  await withTenant(door, tenant, async (tx) => {
    authorize(tx, 'ledger.view');
    tx.audit('ledger.exported', {});
  });
  const encoder = new TextEncoder();
  let first = 1;
  return new ReadableStream({
    start: (controller) => controller.enqueue(encoder.encode(`${columns.join(',')}\r\n`)),
    async pull(controller) {
      const rows = await readTenant(door, tenant, (tx) => {
        authorize(tx, 'ledger.view');
        return listLedgerRows(tx, first, first + ENTRIES_AT_ONCE - 1);
      });
      first += ENTRIES_AT_ONCE;
      // Entries are numbered without gaps: a page without any is behind the last one.
      if (rows.length === 0) return controller.close();
      controller.enqueue(encoder.encode(csvOf(rows.map(cellsOf))));
    },
  });
}

const cellsOf = ({ seq, at, kind, campaign, campaignId, pledgeId, account, ...amount }: LedgerRow) => {
  const text = minorToDecimalText(amount.minor, decimalsOf(amount.currency));
  // A title is written by people; amounts, which may begin with a minus, are not.
  return [seq, at, kind, markedAsText(campaign), campaignId, pledgeId, account, text, amount.currency];
};

const csvOf = (rows: (string | number)[][]): string =>
  stringify(rows, {
    record_delimiter: 'windows',
    cast: { string: (value, { index }) => ({ value, quoted: index === CAMPAIGN }) },
  });
