import { useCallback, useRef } from 'react';
import type { PlainMessageKey } from '@educrowd/shared/messages/translate';
import { formatMoney, money, type Currency } from '@educrowd/shared/primitives/money';
import type { PledgeRow } from '../../../ipc/campaigns.ts';
import { useApp } from '../../app/app-context.tsx';
import { useVisibleLines } from '../../app/use-visible-lines.ts';
import { Badge } from '../../ui/badge.tsx';
import { TableHead } from '../../ui/table-head.tsx';

/** Height of a line until it has been measured; narrow ones have two lines of text. */
const LINE_PX = 44;
/** Where there is room for them only; elsewhere they are a second line of the columns that are left. */
const WIDE = 'hidden @min-[560px]:table-cell';
const NARROW = '@min-[560px]:hidden';

/** Every pledge, however many: only the lines that are seen are in the page. */
export function PledgeTable({ pledges }: { pledges: readonly PledgeRow[] }) {
  const { t } = useApp();
  const table = useRef<HTMLTableElement>(null);
  const keyOf = useCallback((index: number) => pledges[index]?.id ?? String(index), [pledges]);
  const { lines, beforePx, afterPx, measure } = useVisibleLines({
    of: table,
    count: pledges.length,
    keyOf,
    linePx: LINE_PX,
  });
  return (
    <table
      ref={table}
      aria-rowcount={pledges.length + 1}
      className="w-full table-fixed border-collapse text-15"
    >
      <TableHead
        columns={[
          { name: t('campaign.columnBacker') },
          { name: t('campaign.columnReward'), className: WIDE },
          { name: t('campaign.columnAmount'), isRight: true, className: 'w-32 @max-[560px]:pr-0' },
          { name: t('campaign.columnStatus'), className: `w-28 ${WIDE}` },
          { name: t('campaign.columnDate'), isRight: true, className: `w-24 ${WIDE}` },
        ]}
      />
      <tbody>
        <Gap heightPx={beforePx} />
        {lines.map(({ index, key }) => {
          const pledge = pledges[index];
          return pledge && <PledgeLine key={key} ref={measure} index={index} pledge={pledge} />;
        })}
        <Gap heightPx={afterPx} />
      </tbody>
    </table>
  );
}

/** Stands for the lines that are not drawn. */
const Gap = ({ heightPx }: { heightPx: number }) =>
  heightPx > 0 && <tr aria-hidden style={{ height: heightPx }} />;

const statuses = {
  declined: { tone: 'danger', name: 'campaign.pledgeDeclined' },
  lapsed: { tone: 'plain', name: 'campaign.pledgeLapsed' },
  pledged: { tone: 'brand', name: 'campaign.pledgePledged' },
  collected: { tone: 'success', name: 'campaign.pledgeCollected' },
  refunded: { tone: 'plain', name: 'campaign.pledgeRefunded' },
} as const satisfies Record<PledgeRow['status'], { tone: string; name: PlainMessageKey }>;

interface PledgeLineProps {
  ref: (row: HTMLTableRowElement | null) => void;
  index: number;
  pledge: PledgeRow;
}

function PledgeLine({ ref, index, pledge }: PledgeLineProps) {
  const { t, formats } = useApp();
  const amount = (minor: number) => formatMoney(money(minor, pledge.currency as Currency), formats.locale);
  const { tone, name } = statuses[pledge.status];
  const isPartlyRefunded = pledge.refundedMinor > 0 && pledge.status !== 'refunded';
  const reward = pledge.rewardTitle ?? t('campaign.noReward');
  const status = <Badge tone={tone}>{t(name)}</Badge>;
  const date = (
    <time dateTime={pledge.pledgedAt} title={formats.exact(pledge.pledgedAt)}>
      {formats.moment(pledge.pledgedAt)}
    </time>
  );
  return (
    // The head is the first row of the table.
    <tr ref={ref} data-index={index} aria-rowindex={index + 2} className="border-b border-line">
      <td className="h-11 py-2 pr-4">
        <div className="truncate">
          {pledge.backerName ?? <span className="text-muted">{t('campaign.anonymous')}</span>}
        </div>
        <div className={`truncate text-14 text-muted ${NARROW}`}>
          {date} · {reward}
        </div>
      </td>
      <td className={`truncate py-2 pr-4 text-muted ${WIDE}`} title={reward}>
        {reward}
      </td>
      <td className="py-2 pr-4 text-right align-top whitespace-nowrap tabular-nums @max-[560px]:pr-0 @min-[560px]:align-middle">
        {amount(pledge.amountMinor)}
        {isPartlyRefunded && (
          <div className="text-13 text-muted">
            {t('campaign.refundedPart', { amount: amount(pledge.refundedMinor) })}
          </div>
        )}
        <div className={NARROW}>{status}</div>
      </td>
      <td className={`py-2 pr-4 ${WIDE}`}>{status}</td>
      <td className={`py-2 text-right whitespace-nowrap text-muted ${WIDE}`}>{date}</td>
    </tr>
  );
}
