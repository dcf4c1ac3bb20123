import type { AppContext } from '../../platform/app-context.ts';
import { readSchool } from '../tenancy/index.ts';
import { must } from '@educrowd/shared/primitives/assert';
import type { PaymentGateway } from './payment-gateway.ts';
import type { PledgeQueue } from './pledge-queue.ts';

/** What everything around payments works with. */
export interface Payments {
  readonly ctx: AppContext;
  readonly gateway: PaymentGateway;
  readonly pledgeQueue: PledgeQueue;
}

/** How a mail names the school, and where its links lead. */
export interface SchoolPlace {
  readonly name: string;
  readonly origin: string;
  readonly timeZone: string;
}

export async function schoolPlace(
  { door, settings }: Pick<AppContext, 'door' | 'settings'>,
  tenantId: string,
): Promise<SchoolPlace> {
  const { name, host, timeZone } = must(await readSchool(door, tenantId), 'school of a pledge');
  return { name, timeZone, origin: originOf(settings.publicUrl, host) };
}

/** A provider leads back to the school's own address, whatever address was used to get there. */
export function originOf(publicUrl: URL, host: string): string {
  const url = new URL(publicUrl);
  url.hostname = host;
  return url.origin;
}
