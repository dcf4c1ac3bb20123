/**
 * Tells the other servers which schools' rows changed, so that devices that listen to them hear of it at once. What
 * happens within a moment travels as one NOTIFY, after the transactions that caused it and in none of them: inside, it
 * would make every commit of the database wait for the one before. All of it is a hint. What is lost, devices find when
 * they ask again by themselves.
 */
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import type { Database } from './database.ts';
import type { HeadListener } from './heads.ts';
import type { Logger } from './logger.ts';
import { parseJson } from './parse-json.ts';

export interface SharedHeads {
  /** A change by this server. */
  readonly tell: HeadListener;
  readonly start: () => void;
  /** Sends what waits; to be called before the database is closed. */
  readonly stop: () => Promise<void>;
}

export interface SharedHeadsOptions {
  readonly database: Pick<Database, 'client'>;
  readonly logger: Pick<Logger, 'warn'>;
  /** Hears what other servers tell. */
  readonly onHead: HeadListener;
  /** How long changes are gathered. */
  readonly gatherMs?: number;
  /** After a message of its own that it did not hear within this time, a server listens anew. */
  readonly echoMs?: number;
}

const CHANNEL = 'educrowd_heads';
/** The database takes less than 8,000 bytes; a scope has at most 45. */
const SCOPES_PER_MESSAGE = 100;

const message = z.object({
  server: z.string(),
  tenantId: z.uuid(),
  head: z.int(),
  scopes: z.array(z.string()),
});

interface Waiting {
  head: number;
  readonly scopes: Set<string>;
}

export function shareHeads(options: SharedHeadsOptions): SharedHeads {
  const { logger, onHead, gatherMs = 50, echoMs = 10_000 } = options;
  const { client } = options.database;
  const server = randomUUID();
  const waiting = new Map<string, Waiting>();
  let gathering: NodeJS.Timeout | null = null;
  let missing: NodeJS.Timeout | null = null;
  let isStopped = false;
  let unlisten = (): Promise<void> => Promise.resolve();

  const hear = (payload: string): void => {
    const parsed = message.safeParse(parseJson(payload));
    if (!parsed.success) return;
    const { tenantId, head, scopes } = parsed.data;
    if (parsed.data.server !== server) return onHead(tenantId, { head, scopes });
    if (missing) clearTimeout(missing);
    missing = null;
  };

  const listen = async (): Promise<void> => {
    try {
      const listening = await client.listen(CHANNEL, hear);
      unlisten = listening.unlisten;
    } catch (error) {
      if (!isStopped) logger.warn({ err: error }, 'cannot hear of changes on other servers');
    }
  };

  const listenAnew = async (): Promise<void> => {
    missing = null;
    await unlisten().catch(() => undefined);
    if (!isStopped) await listen();
  };

  const flush = async (): Promise<void> => {
    gathering = null;
    const told = [...waiting];
    waiting.clear();
    if (told.length === 0) return;
    if (!isStopped) missing ??= setTimeout(() => void listenAnew(), echoMs).unref();
    try {
      for (const [tenantId, { head, scopes }] of told) {
        const all = [...scopes];
        for (let from = 0; from < all.length; from += SCOPES_PER_MESSAGE) {
          const part = all.slice(from, from + SCOPES_PER_MESSAGE);
          await client.notify(CHANNEL, JSON.stringify({ server, tenantId, head, scopes: part }));
        }
      }
    } catch (error) {
      if (!isStopped) logger.warn({ err: error }, 'other servers could not be told of a change');
    }
  };

  return {
    tell: (tenantId, { head, scopes }) => {
      if (isStopped) return;
      const known = waiting.get(tenantId) ?? { head, scopes: new Set<string>() };
      known.head = Math.max(known.head, head);
      for (const scope of scopes) known.scopes.add(scope);
      waiting.set(tenantId, known);
      gathering ??= setTimeout(() => void flush(), gatherMs);
    },
    start: () => void listen(),
    stop: async () => {
      isStopped = true;
      if (gathering) clearTimeout(gathering);
      if (missing) clearTimeout(missing);
      await flush();
      await unlisten().catch(() => undefined);
    },
  };
}
