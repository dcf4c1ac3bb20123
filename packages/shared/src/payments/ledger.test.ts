import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { asId } from '../primitives/id.ts';
import { addMoney, currencySchema, money, type Money } from '../primitives/money.ts';
import {
  captureEntry,
  processorFeeEntry,
  refundEntry,
  refundFailedEntry,
  type LedgerAccount,
  type LedgerEntry,
} from './ledger.ts';

const subject = {
  campaignId: asId<'Campaign'>('019a0000-0000-7000-8000-0000000000c1'),
  pledgeId: '019a0000-0000-7000-8000-0000000000b1',
  at: new Date('2026-11-28T10:00:00Z'),
};
const currency = (code: string) => currencySchema.parse(code);
const currencies = fc.constantFrom('USD', 'JPY', 'KWD').map(currency);
const gross = fc
  .tuple(fc.integer({ min: 1, max: 1_000_000_000_000 }), currencies)
  .map(([minor, code]) => money(minor, code));

const balance = (entries: readonly LedgerEntry[], account?: LedgerAccount): Record<string, number> => {
  const sums: Record<string, number> = {};
  for (const line of entries.flatMap((entry) => entry.lines))
    if (account === undefined || line.account === account)
      sums[line.amount.currency] = (sums[line.amount.currency] ?? 0) + line.amount.minor;
  return sums;
};
const of = (entries: readonly LedgerEntry[], account: LedgerAccount, { currency: code }: Money): number =>
  balance(entries, account)[code] ?? 0;

/** The refunds of a payment, cut at some points. */
function refundsOf(total: Money, cuts: readonly number[]): LedgerEntry[] {
  const ends = [...new Set([...cuts.map((cut) => Math.floor(cut * total.minor)), total.minor])]
    .filter((end) => end > 0)
    .toSorted((a, b) => a - b);
  let before = money(0, total.currency);
  return ends.map((end, index) => {
    const amount = money(end - before.minor, total.currency);
    const entry = refundEntry(subject, { id: `re_${index}`, amount, refundedBefore: before, gross: total });
    before = addMoney(before, amount);
    return entry;
  });
}

describe('the ledger', () => {
  it('splits a payment between campaign and platform to the last unit, the remainder to the campaign', () => {
    fc.assert(
      fc.property(gross, (total) => {
        const entries = [captureEntry(subject, 'pi_1', total)];
        expect(balance(entries)).toEqual({ [total.currency]: 0 });
        const fee = 0 - of(entries, 'platformFee', total);
        expect(fee).toBe(Math.floor((total.minor * 5) / 100));
        expect(fee - of(entries, 'campaignFunds', total)).toBe(total.minor);
      }),
    );
    expect(captureEntry(subject, 'pi_1', money(19, currency('JPY'))).lines).toHaveLength(2);
  });

  it('gives everything back with a full refund, in however many steps, and is never off', () => {
    fc.assert(
      fc.property(
        gross,
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }),
        fc.integer({ min: 0, max: 10_000 }),
        (total, cuts, feeMinor) => {
          const captured = [
            captureEntry(subject, 'pi_1', total),
            processorFeeEntry(subject, 'pi_1', money(feeMinor, currency('EUR'))),
          ];
          const refunds = refundsOf(total, cuts);
          for (let count = 0; count <= refunds.length; count++) {
            const entries = [...captured, ...refunds.slice(0, count)];
            for (const entry of entries)
              for (const sum of Object.values(balance([entry]))) expect(sum).toBe(0);
            expect(of(entries, 'platformFee', total)).toBeLessThanOrEqual(0);
            expect(of(entries, 'backerReceivable', total)).toBeGreaterThanOrEqual(0);
          }
          const all = [...captured, ...refunds];
          expect(of(all, 'backerReceivable', total)).toBe(0);
          expect(of(all, 'platformFee', total)).toBe(0);
          expect(of(all, 'processorFee', money(0, currency('EUR')))).toBe(feeMinor === 0 ? 0 : -feeMinor);
        },
      ),
    );
  });

  it('counts refunds that fail as if they had never been made', () => {
    const refunds = fc.array(fc.tuple(fc.integer({ min: 1, max: 1_000 }), fc.nat()), {
      minLength: 1,
      maxLength: 6,
    });
    fc.assert(
      fc.property(gross, refunds, (total, parts) => {
        const sum = parts.reduce((all, [part]) => all + part, 0);
        const amounts = parts.map(([part]) => money(Math.floor((total.minor * part) / sum), total.currency));
        let refunded = money(0, total.currency);
        const entries = [captureEntry(subject, 'pi_1', total)];
        const post = (id: number, amount: Money, hasFailed: boolean): void => {
          const refund = { id: `re_${id}`, amount, refundedBefore: refunded, gross: total };
          entries.push(hasFailed ? refundFailedEntry(subject, refund) : refundEntry(subject, refund));
          refunded = addMoney(refunded, money(hasFailed ? -amount.minor : amount.minor, total.currency));
        };
        for (const [id, amount] of amounts.entries()) post(id, amount, false);
        const order = [...amounts.entries()].toSorted(([a], [b]) => parts[a]![1] - parts[b]![1]);
        for (const [id, amount] of order) {
          post(id, amount, true);
          expect(of(entries, 'platformFee', total)).toBeLessThanOrEqual(0);
        }
        for (const entry of entries)
          for (const minor of Object.values(balance([entry]))) expect(minor).toBe(0);
        const untouched = [captureEntry(subject, 'pi_1', total)];
        for (const account of ['backerReceivable', 'platformFee', 'refunds', 'campaignFunds'] as const)
          expect(of(entries, account, total)).toBe(of(untouched, account, total));
      }),
    );
  });

  it('names each thing that happened once', () => {
    const total = money(2_500, currency('USD'));
    const keys = [
      captureEntry(subject, 'pi_1', total),
      processorFeeEntry(subject, 'pi_1', total),
      ...refundsOf(total, [0.5]),
    ];
    expect(new Set(keys.map((entry) => entry.key)).size).toBe(keys.length);
  });
});
