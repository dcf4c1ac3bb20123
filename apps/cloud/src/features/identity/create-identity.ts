/**
 * Accounts, sessions and passwords: better-auth under the identity role, behind one door.
 *
 * Each school has its own address and its own cookie, so there is no fixed base address: every call is made as a request
 * whose address is the checked one of the caller. That also confines redirects and the Origin check to that address.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout } from 'node:timers/promises';
import { betterAuth } from 'better-auth';
import { drizzleAdapter } from 'better-auth/adapters/drizzle';
import { APIError, createEmailVerificationToken } from 'better-auth/api';
import { bearer, deviceAuthorization } from 'better-auth/plugins';
import * as schema from '@educrowd/db/postgres/schema/identity';
import { and, gt, inArray } from 'drizzle-orm';
import { newId } from '@educrowd/shared/primitives/id';
import type { AppContext } from '../../platform/app-context.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Mail } from '../../platform/mail.ts';
import type { Account } from '../../platform/request.ts';
import { createAttemptLimits, type AttemptLimits } from './attempt-limits.ts';
import {
  confirmMail,
  knownAddressMail,
  passwordChangedMail,
  resetMail,
  type MailSubject,
} from './identity-mails.ts';
import { sealPath } from './onward.ts';
import { createPasswordHashing } from './password-hashing.ts';
import { proveAddress } from './prove-address.ts';
import { endResetLinks, isResetLinkOpen } from './reset-links.ts';
import { claimsOf, isOfNewestSignUp, replaceSignUp, type SignUp } from './sign-up-again.ts';

const BASE_PATH = '/api/auth';
const DAY_S = 24 * 60 * 60;
export const PASSWORD_LENGTH = { min: 10, max: 128 } as const;
/** The name under which the desktop asks to be signed in. */
export const DESKTOP_CLIENT = 'educrowd-desktop';

/** From where somebody calls; `origin` has been checked. */
export interface Caller {
  readonly origin: string;
  readonly clientAddress: string;
  readonly schoolId: string | null;
  readonly place: string;
  readonly headers: Headers;
}

export interface IdentityCall {
  readonly method: 'GET' | 'POST';
  /** Path of better-auth, e.g. `/sign-in/email`. */
  readonly path: string;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
  /** Path to go on to, for the link of the mail that this may send. */
  readonly next?: string;
}

export interface Identity {
  /** Null for visitors. `setCookies` prolong the session. */
  authenticate(
    headers: Headers,
  ): Promise<{ readonly account: Account; readonly setCookies: readonly string[] } | null>;
  /** Refuses with TOO_MANY; every other refusal is an answer with its status. */
  call(caller: Caller, call: IdentityCall): Promise<Response>;
  /** Those of the sessions that have neither ended nor expired: for connections that stay open. */
  liveSessions(sessionIds: readonly string[]): Promise<ReadonlySet<string>>;
  /** Whether a new password can be chosen with this token of a mailed link. */
  isResetLinkOpen(token: string): Promise<boolean>;
}

/** Answers that must not tell, by how long they take, whether an address has an account. */
const silentPaths: ReadonlySet<string> = new Set(['/request-password-reset', '/send-verification-email']);
const SILENT_MS = 250;

const internal = {
  address: 'x-educrowd-address',
  school: 'x-educrowd-school',
  place: 'x-educrowd-place',
  onward: 'x-educrowd-onward',
} as const;

/** What other features want to hear of; `schoolId` is the school at whose address it happened. */
export interface IdentityEvents {
  confirmed(person: { userId: string; email: string; name: string }, schoolId: string | null): Promise<void>;
  signedIn(userId: string, schoolId: string | null): Promise<void>;
  renamed(person: { userId: string; email: string; name: string }): Promise<void>;
}

export function createIdentity(ctx: AppContext, events: IdentityEvents): Identity {
  const signUps = new AsyncLocalStorage<SignUp>();
  const limits = createAttemptLimits(ctx.rateLimiter);
  const auth = createAuth(ctx, { events, limits, signUps });
  return {
    async authenticate(headers) {
      const found = await auth.api.getSession({ headers: credentialsOf(headers), returnHeaders: true });
      if (!found.response) return null;
      const { user, session } = found.response;
      if (!user.emailVerified) return null;
      return {
        account: {
          userId: user.id,
          email: user.email,
          name: user.name,
          sessionId: session.id,
          tenantId: session.tenantId ?? null,
        },
        setCookies: found.headers.getSetCookie(),
      };
    },
    async call(caller, { method, path, query = {}, body, next = '/' }) {
      const email = typeof body?.['email'] === 'string' ? body['email'].trim().toLowerCase() : null;
      const attempt = { path, clientAddress: caller.clientAddress, email };
      await limits.admit(attempt);
      const floor = silentPaths.has(path) ? setTimeout(SILENT_MS) : undefined;
      const url = new URL(`${BASE_PATH}${path}`, caller.origin);
      for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
      const headers = headersOf(caller, body !== undefined);
      if (next !== '/') headers.set(internal.onward, sealPath(ctx.settings.secret, next));
      const request = new Request(url, {
        method,
        headers,
        ...(body === undefined ? {} : { body: JSON.stringify(email === null ? body : { ...body, email }) }),
      });
      const name = path === '/sign-up/email' ? body?.['name'] : undefined;
      const response = await (typeof name === 'string'
        ? signUps.run({ name, passwordHash: null }, () => auth.handler(request))
        : auth.handler(request));
      await limits.note(attempt, outcomeOf(response));
      await floor;
      return response;
    },
    async liveSessions(sessionIds) {
      const { id, expiresAt } = schema.sessions;
      const live = await ctx.identityDatabase.db
        .select({ id })
        .from(schema.sessions)
        .where(and(inArray(id, [...sessionIds]), gt(expiresAt, ctx.clock())));
      return new Set(live.map((each) => each.id));
    },
    isResetLinkOpen: (token) => isResetLinkOpen(ctx, token),
  };
}

/** A token in the header stands alone: cookies beside it are another person's, or nobody's. */
function credentialsOf(headers: Headers): Headers {
  const name = headers.has('authorization') ? 'authorization' : 'cookie';
  const value = headers.get(name);
  return new Headers(value === null ? {} : { [name]: value });
}

function headersOf(caller: Caller, hasBody: boolean): Headers {
  const headers = credentialsOf(caller.headers);
  for (const name of ['user-agent', 'accept-language']) {
    const value = caller.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  // Where a form comes from has been checked before (http/app.tsx).
  headers.set('origin', caller.origin);
  if (hasBody) headers.set('content-type', 'application/json');
  headers.set(internal.address, caller.clientAddress);
  headers.set(internal.place, encodeURIComponent(caller.place));
  if (caller.schoolId !== null) headers.set(internal.school, caller.schoolId);
  return headers;
}

/** Whom a mail is for, as the library hands them over. */
interface Receiver {
  readonly email: string;
  readonly name: string;
  readonly emailVerified: boolean;
}

interface AuthParts {
  readonly events: IdentityEvents;
  readonly limits: AttemptLimits;
  readonly signUps: AsyncLocalStorage<SignUp>;
}

function createAuth(ctx: AppContext, { events, limits, signUps }: AuthParts) {
  const passwords = createPasswordHashing();
  const hash = async (password: string): Promise<string> => {
    const made = await passwords.hash(password);
    const signUp = signUps.getStore();
    if (signUp) signUp.passwordHash = made;
    return made;
  };
  const isSecure = ctx.settings.publicUrl.protocol === 'https:';
  const subjectOf = (user: Receiver, request: Request | undefined): MailSubject => ({
    email: user.email,
    name: user.emailVerified ? user.name : null,
    place: decodeURIComponent(request?.headers.get(internal.place) ?? ''),
    origin: new URL(request?.url ?? ctx.settings.publicUrl).origin,
    onward: request?.headers.get(internal.onward) ?? null,
  });
  /** Sends a mail that somebody asked for, unless its receiver has had enough of them. */
  const mailAskedFor = async (mail: Mail, request: Request | undefined): Promise<void> => {
    const path = new URL(request?.url ?? ctx.settings.publicUrl).pathname.slice(BASE_PATH.length);
    const clientAddress = request?.headers.get(internal.address) ?? '';
    if (await limits.admitMail({ path, clientAddress, email: mail.to })) await ctx.identityMail.enqueue(mail);
  };
  const confirmed = (
    { id, email, name }: { id: string; email: string; name: string },
    request: Request | undefined,
  ): Promise<void> =>
    events.confirmed({ userId: id, email, name }, request?.headers.get(internal.school) ?? null);
  /** With a token of our own making: the library's would not say of which sign-up it is. */
  const askToConfirm = async (
    user: Receiver & { readonly updatedAt: Date },
    request: Request | undefined,
  ): Promise<void> => {
    const { secret } = ctx.settings;
    const token = await createEmailVerificationToken(secret, user.email, undefined, DAY_S, claimsOf(user));
    await mailAskedFor(confirmMail(subjectOf(user, request), token), request);
  };
  return betterAuth({
    appName: 'EduCrowd',
    basePath: BASE_PATH,
    secret: ctx.settings.secret,
    telemetry: { enabled: false },
    logger: { level: 'warn', log: libraryLog(ctx.logger) },
    database: drizzleAdapter(ctx.identityDatabase.db, {
      provider: 'pg',
      transaction: true,
      schema: {
        user: schema.users,
        session: schema.sessions,
        account: schema.accounts,
        verification: schema.verifications,
        deviceCode: schema.deviceCodes,
      },
    }),
    emailAndPassword: {
      enabled: true,
      requireEmailVerification: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
      password: { ...passwords, hash },
      revokeSessionsOnPasswordReset: true,
      resetPasswordTokenExpiresIn: 60 * 60,
      sendResetPassword: ({ user, token }, request) =>
        mailAskedFor(resetMail(subjectOf(user, request), token), request),
      onPasswordReset: async ({ user }, request) => {
        await endResetLinks(ctx, user.id);
        // The link came by mail, so it proves what a link of confirmation does.
        if (await proveAddress(ctx, user.id)) await confirmed(user, request);
        await ctx.identityMail.enqueue(passwordChangedMail(subjectOf(user, request)));
      },
      // Whoever signs up learns nothing; the owner of the address does.
      onExistingUserSignUp: async ({ user }, request) => {
        const signUp = signUps.getStore();
        const replaced = signUp && !user.emailVerified ? await replaceSignUp(ctx, user.id, signUp) : null;
        if (replaced) await askToConfirm(replaced, request);
        else await mailAskedFor(knownAddressMail(subjectOf(user, request)), request);
      },
    },
    emailVerification: {
      sendOnSignUp: true,
      sendOnSignIn: true,
      autoSignInAfterVerification: false,
      afterEmailVerification: confirmed,
      sendVerificationEmail: ({ user }, request) => askToConfirm(user, request),
      beforeEmailVerification: async (user, request) => {
        const token = new URL(request?.url ?? ctx.settings.publicUrl).searchParams.get('token') ?? '';
        if (!isOfNewestSignUp(user, token)) throw new APIError('UNAUTHORIZED');
      },
    },
    session: {
      expiresIn: 30 * DAY_S,
      updateAge: DAY_S,
      // Looking at one's own sessions must not need a new sign-in every day.
      freshAge: 0,
      additionalFields: { tenantId: { type: 'string', required: false, input: false } },
    },
    databaseHooks: {
      user: {
        update: {
          after: ({ id, email, name, emailVerified }) =>
            emailVerified ? events.renamed({ userId: id, email, name }) : Promise.resolve(),
        },
      },
      account: {
        update: {
          // A password changed by whoever is signed in. One that a link resets comes without the account's id.
          after: async ({ userId, password }) => {
            if (userId !== undefined && password) await endResetLinks(ctx, userId);
          },
        },
      },
      session: {
        create: {
          before: async (session, endpoint) => ({
            data: { ...session, tenantId: endpoint?.request?.headers.get(internal.school) ?? null },
          }),
          after: (session, endpoint) =>
            events.signedIn(session.userId, endpoint?.request?.headers.get(internal.school) ?? null),
        },
      },
    },
    plugins: [
      bearer(),
      deviceAuthorization({
        expiresIn: '15m',
        // People look at the app while they wait for it to go on.
        interval: '2s',
        verificationUri: '/device',
        validateClient: (clientId) => clientId === DESKTOP_CLIENT,
      }),
    ],
    // Our own limits know what a class behind one address is.
    rateLimit: { enabled: false },
    advanced: {
      database: { generateId: () => newId() },
      ipAddress: { ipAddressHeaders: [internal.address] },
      // `__Host-` binds the cookie to this very host; the library would only offer `__Secure-`.
      useSecureCookies: false,
      cookiePrefix: isSecure ? '__Host-educrowd' : 'educrowd',
      defaultCookieAttributes: { secure: isSecure, httpOnly: true, sameSite: 'lax', path: '/' },
      disableOriginCheck: false,
      disableCSRFCheck: false,
    },
  });
}

/** Its messages name addresses and tokens: only what went wrong is kept. */
const libraryLog =
  (logger: Logger) =>
  (level: 'debug' | 'info' | 'success' | 'warn' | 'error', message: string, ...details: unknown[]): void => {
    if (level !== 'error') return;
    const error = details.find((detail) => detail instanceof Error);
    logger.error({ err: error }, `identity: ${message.split(':')[0]}`);
  };

/** 403: the password was right, and the address is not confirmed. */
const outcomeOf = ({ ok, status }: Response) =>
  ok || status === 403 ? 'right' : status < 500 ? 'wrong' : 'unknown';
