import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Config } from './config/config.ts';
import type { AppContext } from './platform/app-context.ts';
import { createAudited } from './platform/audited.ts';
import { systemClock } from './platform/clock.ts';
import { createDatabase } from './platform/database.ts';
import { createHeads } from './platform/heads.ts';
import { createIdentityMailQueue } from './platform/identity-mail.ts';
import { createLogger, type Logger } from './platform/logger.ts';
import { createMailer } from './platform/mailer.ts';
import { createRateLimiter } from './platform/rate-limiter.ts';
import { createRightsWatch } from './platform/rights-watch.ts';
import { shareHeads } from './platform/share-heads.ts';
import { readTenant, type TenantDoor } from './platform/with-tenant.ts';

export interface OwnedContext {
  readonly ctx: AppContext;
  /** From now on, what other servers change is heard here too. */
  hearOthers(): void;
  /** Tells open streams to end. */
  stop(): void;
  /** Closes every connection; nothing may use the context afterwards. */
  close(): Promise<void>;
}

/** Nothing connects yet: that happens with the first query. */
export function createContext(config: Config, logger: Logger = createLogger(config.logLevel)): OwnedContext {
  mkdirSync(config.storageDir, { recursive: true, mode: 0o700 });
  const clock = systemClock;
  const stopping = new AbortController();
  const heads = createHeads();
  const audited = createAudited();
  const database = createDatabase(config.databases.app, {
    maxConnections: config.maxConnections,
    name: 'educrowd-app',
  });
  const identityDatabase = createDatabase(config.databases.identity, {
    maxConnections: 6,
    name: 'educrowd-identity',
  });
  const mailer = createMailer({
    smtpUrl: config.smtpUrl,
    from: config.mailFrom,
    mailboxDir: join(config.storageDir, 'mailbox'),
    clock,
  });
  const shared = shareHeads({ database, logger, onHead: heads.publish });
  const door: TenantDoor = {
    database,
    clock,
    masterKeys: config.masterKeys,
    onTampering: (place) =>
      logger.error(place, 'an encrypted field was changed, or moved from elsewhere: it was tampered with'),
    onHead: (tenantId, change) => {
      heads.publish(tenantId, change);
      shared.tell(tenantId, change);
    },
    onAudited: audited.publish,
  };
  const rights = createRightsWatch({
    database,
    logger,
    readAccess: (tenant) => readTenant(door, tenant, ({ access, now }) => Promise.resolve({ access, now })),
  });
  const { isProduction, publicUrl, secret, auditKey, storageDir, trustedProxies, payments } = config;
  const ctx: AppContext = {
    settings: { isProduction, publicUrl, secret, auditKey, storageDir, trustedProxies, payments },
    clock,
    logger,
    mailer,
    door,
    identityDatabase,
    identityMail: createIdentityMailQueue(identityDatabase),
    rateLimiter: createRateLimiter(identityDatabase, clock),
    heads,
    audited,
    rights,
    stopping: stopping.signal,
  };
  return {
    ctx,
    hearOthers: shared.start,
    stop: () => stopping.abort(),
    async close() {
      await Promise.all([shared.stop(), rights.stop()]);
      await Promise.all([database.close(), identityDatabase.close()]);
      mailer.close();
    },
  };
}
