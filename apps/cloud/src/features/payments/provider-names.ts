/**
 * What stands for an id of the payment provider where it has to be found again, and nobody needs to read it: a blind
 * index, the same for the same id of a school.
 */
import { ledgerKey, type LedgerKind } from '@educrowd/shared/payments/ledger';
import type { TenantTx } from '../../platform/with-tenant.ts';
import { enteredKeys } from './ledger-store.ts';

export async function providerNames(
  tx: TenantTx,
  table: 'ledger_entry' | 'provider_event',
): Promise<(providerId: string) => string> {
  const keys = await tx.keys.forWriting();
  return (providerId) =>
    Buffer.from(keys.blindIndex({ table, field: 'provider_id' }, providerId)).toString('base64url');
}

export interface LedgerNames {
  nameOf(providerId: string): string;
  /** Also under the id itself, as it was before references were encrypted: what is in the chain stays. */
  isEntered(kind: LedgerKind, providerId: string): boolean;
}

/** Of a pledge that is locked. */
export async function ledgerNames(tx: TenantTx, pledgeId: string): Promise<LedgerNames> {
  const nameOf = await providerNames(tx, 'ledger_entry');
  const entered = await enteredKeys(tx, pledgeId);
  return {
    nameOf,
    isEntered: (kind, providerId) =>
      entered.has(ledgerKey(kind, nameOf(providerId))) || entered.has(ledgerKey(kind, providerId)),
  };
}
