import type { Clock } from '@educrowd/shared/primitives/instant';
import type { Audited } from './audited.ts';
import type { Database } from './database.ts';
import type { Heads } from './heads.ts';
import type { IdentityMailQueue } from './identity-mail.ts';
import type { Logger } from './logger.ts';
import type { Mailer } from './mailer.ts';
import type { RateLimiter } from './rate-limiter.ts';
import type { RightsWatch } from './rights-watch.ts';
import type { TenantDoor } from './with-tenant.ts';

/** How to reach the payment provider. */
export interface PaymentSettings {
  readonly secretKey: string;
  readonly webhookSecret: string;
  /** Where its API is; null: where the provider has it. */
  readonly apiUrl: URL | null;
  /** Of the pages on which cards are entered: forms may lead there. */
  readonly pageOrigin: string;
}

/** What features may know of the configuration. */
export interface Settings {
  readonly isProduction: boolean;
  /** Address of the platform as browsers see it; a school is found at `<its slug>.<this host>`. */
  readonly publicUrl: URL;
  readonly secret: string;
  /** The key that signs checkpoints of the audit log is made of it. */
  readonly auditKey: string;
  /** Folder for uploaded files. */
  readonly storageDir: string;
  /** IP addresses and networks whose X-Forwarded-For is believed. */
  readonly trustedProxies: readonly string[];
  /** Null: no pledges can be taken. */
  readonly payments: PaymentSettings | null;
}

/** Everything that lives as long as the server. Made once, from the configuration; no module keeps state of its own. */
export interface AppContext {
  readonly settings: Settings;
  readonly clock: Clock;
  readonly logger: Logger;
  readonly mailer: Mailer;
  /** The door to schools: `withTenant(ctx.door, …)`. */
  readonly door: TenantDoor;
  /** Connections of the identity role: for features/identity alone. */
  readonly identityDatabase: Database;
  readonly identityMail: IdentityMailQueue;
  readonly rateLimiter: RateLimiter;
  /** Heard after each commit that changed synced rows, on this server or another one. */
  readonly heads: Heads;
  /** Heard after each commit of this server that wrote to a school's audit log. */
  readonly audited: Audited;
  /** Ends streams when what their people may do changes. */
  readonly rights: RightsWatch;
  /** Aborts when the server stops: open streams have to end. */
  readonly stopping: AbortSignal;
}
