import type { HttpBindings } from '@hono/node-server';
import type { Translate } from '@educrowd/shared/messages/translate';
import { AppError, words } from './app-error.ts';
import type { RequestClaim } from './request-claim.ts';
import type { TenantContext } from './with-tenant.ts';

/** Who has signed in. One account may be a member of many schools. */
export interface Account {
  readonly userId: string;
  readonly email: string;
  readonly name: string;
  readonly sessionId: string;
  /** The school in which the person signed in; null when that was on the platform's own address. */
  readonly tenantId: string | null;
}

/** The school that a request is about, as its address says. */
export interface School {
  readonly id: string;
  readonly slug: string;
  /** Host name without port. */
  readonly host: string;
  readonly name: string;
  readonly language: string;
  readonly timeZone: string;
  readonly currency: string;
  /** Degrees. */
  readonly brandHue: number;
}

/** What is known of a request once it has passed the middleware of http/app.ts. */
export interface RequestVariables {
  requestId: string;
  /** Scheme, host and port as they belong into links; the host has been checked. */
  origin: string;
  /** IP address of the visitor, or of the first proxy that is not ours. */
  clientAddress: string;
  /** As the visitor wrote it; not checked. */
  hostHeader: string | undefined;
  /** How the visitor reached our proxy; null where none has said it. */
  scheme: 'http' | 'https' | null;
  secureHeadersNonce?: string;
  school: School | null;
  account: Account | null;
  /** Of a request that came with an idempotency key. */
  claim?: RequestClaim;
  /** BCP 47, for dates and numbers. */
  locale: string;
  t: Translate;
}

/** Of every Hono app and sub-app of ours. */
export interface AppEnv {
  Variables: RequestVariables;
  Bindings: HttpBindings;
}

/** For `withTenant`. Refuses with NOT_FOUND where the address is no school's. */
export function tenantOf(request: Pick<RequestVariables, 'school' | 'account' | 'claim'>): TenantContext {
  if (!request.school) throw new AppError('NOT_FOUND', words('serverRefusals.noSchool'));
  const { school, account, claim } = request;
  return { tenantId: school.id, userId: account?.userId ?? null, ...(claim ? { claim } : {}) };
}

/** The signed-in person, or a refusal with SIGN_IN. */
export function accountOf(request: Pick<RequestVariables, 'account'>): Account {
  if (!request.account) throw new AppError('SIGN_IN', words('serverRefusals.signIn'));
  return request.account;
}
