/**
 * Ends open streams when what their people may do changes. Whoever changes a role says so with a NOTIFY in the same
 * transaction, so that it leaves exactly when the change does, and every server hears it; grants that expire need no
 * word. As long as streams are open, a server also says something to itself every second: when it does not hear that, it
 * may have missed more, looks again at all of them and listens anew.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import * as z from 'zod';
import { activeRoles, customPermissions, nextExpiry, type Access } from '@educrowd/shared/permissions/access';
import type { Database } from './database.ts';
import type { Logger } from './logger.ts';
import { parseJson } from './parse-json.ts';
import type { ReadTx, TenantContext } from './with-tenant.ts';

export interface FollowedRights {
  /** Aborts once the person may do other things than at the beginning, or nobody can tell. */
  readonly signal: AbortSignal;
  close(): void;
}

export interface RightsWatch {
  follow(tenant: TenantContext): Promise<FollowedRights>;
  /** To be called before the database is closed. */
  stop(): Promise<void>;
}

export interface RightsWatchOptions {
  readonly database: Pick<Database, 'client'>;
  readonly logger: Pick<Logger, 'warn'>;
  /** The person's rights at this moment; null for somebody who is no member. */
  readonly readAccess: (tenant: TenantContext) => Promise<AccessNow>;
  readonly echoMs?: number;
}

export interface AccessNow {
  readonly access: Access | null;
  readonly now: Date;
}

const CHANNEL = 'educrowd_rights';
/** The database takes less than 8,000 bytes; an id has 36. */
const PEOPLE_PER_MESSAGE = 100;
/** Timers take no more than some weeks. */
const LONGEST_TIMER_MS = 24 * 60 * 60_000;

const message = z.union([
  z.object({ tenantId: z.uuid(), userIds: z.array(z.uuid()) }),
  z.object({ server: z.string() }),
]);

/** Within the transaction: role changes are rare enough to wait for each other at COMMIT. */
export async function tellOfRights(
  { db, tenantId }: Pick<ReadTx, 'db' | 'tenantId'>,
  userIds: readonly string[],
): Promise<void> {
  for (let from = 0; from < userIds.length; from += PEOPLE_PER_MESSAGE) {
    const told = JSON.stringify({ tenantId, userIds: userIds.slice(from, from + PEOPLE_PER_MESSAGE) });
    await db.execute(sql`select pg_notify(${CHANNEL}, ${told})`);
  }
}

export function createRightsWatch(options: RightsWatchOptions): RightsWatch {
  const { logger, readAccess, echoMs = 1_000 } = options;
  const { client } = options.database;
  const server = randomUUID();
  const looksByPerson = new Map<string, Set<() => void>>();
  let echo: NodeJS.Timeout | null = null;
  let isHeard = false;
  let isStopped = false;
  let unlisten = (): Promise<void> => Promise.resolve();

  const lookAtAll = (): void => {
    for (const looks of looksByPerson.values()) for (const look of looks) look();
  };

  const hear = (payload: string): void => {
    const parsed = message.safeParse(parseJson(payload));
    if (!parsed.success) return;
    if ('server' in parsed.data) {
      if (parsed.data.server === server) isHeard = true;
      return;
    }
    const { tenantId, userIds } = parsed.data;
    for (const userId of userIds) for (const look of looksByPerson.get(`${tenantId} ${userId}`) ?? []) look();
  };

  const listenAnew = async (): Promise<void> => {
    try {
      await unlisten();
      const listening = await client.listen(CHANNEL, hear, lookAtAll);
      unlisten = listening.unlisten;
      if (isStopped) await unlisten();
    } catch (error) {
      if (!isStopped) logger.warn({ err: error }, 'cannot hear of changed rights');
    }
  };

  const sayAndHear = async (): Promise<void> => {
    if (isStopped || looksByPerson.size === 0) {
      echo = null;
      return;
    }
    if (!isHeard) {
      lookAtAll();
      await listenAnew();
    }
    isHeard = false;
    client.notify(CHANNEL, JSON.stringify({ server })).catch(() => undefined);
    if (!isStopped) echo = setTimeout(() => void sayAndHear(), echoMs).unref();
  };

  const add = (person: string, look: () => void): void => {
    looksByPerson.set(person, (looksByPerson.get(person) ?? new Set()).add(look));
    echo ??= setTimeout(() => void sayAndHear(), 0);
  };
  const remove = (person: string, look: () => void): void => {
    const looks = looksByPerson.get(person);
    looks?.delete(look);
    if (looks?.size === 0) looksByPerson.delete(person);
  };

  return {
    async follow(tenant) {
      const person = `${tenant.tenantId} ${String(tenant.userId)}`;
      const changed = new AbortController();
      let timer: NodeJS.Timeout | null = null;
      let atFirst: string | null = null;
      let isClosed = false;
      let reads = 0;

      const close = (): void => {
        isClosed = true;
        remove(person, look);
        if (timer) clearTimeout(timer);
      };
      const end = (): void => {
        close();
        changed.abort();
      };
      const read = async (): Promise<void> => {
        const turn = ++reads;
        const { access, now } = await readAccess(tenant);
        const rights = rightsInForce(access, now);
        // Also of a read that a later one has overtaken: what the later one finds may have changed already.
        atFirst ??= rights;
        // One that began later knows better.
        if (isClosed || turn !== reads) return;
        if (rights !== atFirst) return end();
        const expiry = access && nextExpiry(access, now);
        if (timer) clearTimeout(timer);
        if (!expiry) return;
        const dueMs = Math.min(expiry.getTime() - now.getTime() + 1, LONGEST_TIMER_MS);
        timer = setTimeout(look, dueMs).unref();
      };
      const look = (): void => {
        read().catch((error: unknown) => {
          if (isClosed) return;
          // Nobody knows what the person may still do: they have to ask again.
          logger.warn({ err: error }, 'rights cannot be read');
          end();
        });
      };

      // First of all, so that no change goes unheard between reading and listening.
      add(person, look);
      try {
        await read();
      } catch (error) {
        close();
        throw error;
      }
      return { signal: changed.signal, close };
    },
    async stop() {
      isStopped = true;
      if (echo) clearTimeout(echo);
      await unlisten().catch(() => undefined);
    },
  };
}

const rightsInForce = (access: Access | null, now: Date): string =>
  access === null
    ? ''
    : JSON.stringify([activeRoles(access, now), [...new Set(customPermissions(access, now))].toSorted()]);
