/**
 * `GET /api/notifications/stream`: tells a signed-in browser how many notifications are unread, at once and whenever
 * that changes (server-sent events). The number is read anew each time, so nothing depends on what was sent before: a
 * connection that was cut just begins again. Another server's changes are seen with the next heartbeat.
 *
 * A stream ends when its session does, within a second, and as soon as the person’s rights change: the browser begins
 * again with those that it has then. They are also asked again before anything is sent.
 */
import { Hono } from 'hono';
import { streamSSE, type SSEStreamingApi } from 'hono/streaming';
import { authorize } from '../../platform/access.ts';
import type { AppContext } from '../../platform/app-context.ts';
import { AppError, words } from '../../platform/app-error.ts';
import { accountOf, tenantOf, type AppEnv } from '../../platform/request.ts';
import { readTenant, type TenantContext } from '../../platform/with-tenant.ts';
import { bellWords } from './bell.tsx';
import { countNotifications } from './notification-store.ts';

/** Those of the sessions that are still good. */
export type FindLiveSessions = (sessionIds: readonly string[]) => Promise<ReadonlySet<string>>;

/** Windows that one person looks at at once, with some to spare. */
const MAX_STREAMS_PER_PERSON = 10;
const SESSION_CHECK_MS = 1_000;
const HEARTBEAT_MS = 30_000;

interface OpenStream {
  readonly person: string;
  readonly sessionId: string;
  readonly scope: string;
  /** Something may have changed. */
  wake(): void;
  end(): void;
}

export function notificationStream(ctx: AppContext, findLiveSessions: FindLiveSessions): Hono<AppEnv> {
  const open = new Set<OpenStream>();
  const byScope = new Map<string, Set<OpenStream>>();
  ctx.heads.subscribe((tenantId, { scopes }) => {
    for (const scope of scopes) for (const stream of byScope.get(`${tenantId} ${scope}`) ?? []) stream.wake();
  });
  const endWithSessions = sessionWatch(ctx, open, findLiveSessions);

  const add = (stream: OpenStream): void => {
    open.add(stream);
    byScope.set(stream.scope, (byScope.get(stream.scope) ?? new Set()).add(stream));
    endWithSessions();
  };
  const remove = (stream: OpenStream): void => {
    open.delete(stream);
    const group = byScope.get(stream.scope);
    group?.delete(stream);
    if (group?.size === 0) byScope.delete(stream.scope);
  };

  return new Hono<AppEnv>().get('/api/notifications/stream', (c) => {
    const { userId, sessionId } = accountOf(c.var);
    const tenant = tenantOf(c.var);
    const { t } = c.var;
    const person = `${tenant.tenantId} ${userId}`;
    if ([...open].filter((each) => each.person === person).length >= MAX_STREAMS_PER_PERSON)
      throw new AppError('TOO_MANY', words('serverRefusals.tooManyWindows'));
    c.header('x-accel-buffering', 'no');
    return streamSSE(
      c,
      async (stream) => {
        let wake = Promise.withResolvers<void>();
        const own: OpenStream = {
          person,
          sessionId,
          scope: `${tenant.tenantId} user:${userId}`,
          wake: () => wake.resolve(),
          end: () => {
            stream.abort();
            wake.resolve();
          },
        };
        const rights = await ctx.rights.follow(tenant);
        rights.signal.addEventListener('abort', own.end);
        add(own);
        stream.onAbort(own.wake);
        ctx.stopping.addEventListener('abort', own.end);
        try {
          let sent = -1;
          while (!stream.aborted && !ctx.stopping.aborted) {
            wake = Promise.withResolvers();
            const unread = await unreadOf(ctx, tenant, userId);
            if (stream.aborted) return;
            await send(stream, unread === sent ? null : JSON.stringify(bellWords(unread, t)));
            sent = unread;
            await wokenOrLater(wake.promise);
          }
        } finally {
          ctx.stopping.removeEventListener('abort', own.end);
          rights.close();
          remove(own);
        }
      },
      // The browser begins again by itself.
      (error) => {
        ctx.logger.warn({ err: error }, 'a stream of notifications broke off');
        return Promise.resolve();
      },
    );
  });
}

const unreadOf = (ctx: AppContext, tenant: TenantContext, userId: string): Promise<number> =>
  readTenant(ctx.door, tenant, (tx) => {
    authorize(tx, 'notification.read');
    return countNotifications(tx, userId, true);
  });

/** Without news a comment, so that nobody in between takes the connection for dead. */
async function send(stream: SSEStreamingApi, news: string | null): Promise<void> {
  if (news === null) await stream.write(': nothing new\n\n');
  else await stream.writeSSE({ event: 'unread', data: news, retry: 3_000 });
}

/** Jittered, so that streams that began together do not stay together. */
async function wokenOrLater(woken: Promise<void>): Promise<void> {
  const heartbeat = Promise.withResolvers<void>();
  const timer = setTimeout(heartbeat.resolve, HEARTBEAT_MS * (0.75 + Math.random() / 2));
  await Promise.race([woken, heartbeat.promise]);
  clearTimeout(timer);
}

/** One question a second for all open streams together; none while none is open. */
function sessionWatch(
  ctx: AppContext,
  open: ReadonlySet<OpenStream>,
  findLiveSessions: FindLiveSessions,
): () => void {
  let isWatching = false;
  const check = async (): Promise<void> => {
    try {
      const live = await findLiveSessions([...new Set([...open].map((each) => each.sessionId))]);
      for (const stream of open) if (!live.has(stream.sessionId)) stream.end();
    } catch (error) {
      // Nobody knows who may still listen: they all have to ask again.
      ctx.logger.warn({ err: error }, 'sessions cannot be checked');
      for (const stream of open) stream.end();
    }
    if (open.size === 0 || ctx.stopping.aborted) isWatching = false;
    else setTimeout(() => void check(), SESSION_CHECK_MS).unref();
  };
  return () => {
    if (isWatching) return;
    isWatching = true;
    setTimeout(() => void check(), SESSION_CHECK_MS).unref();
  };
}
