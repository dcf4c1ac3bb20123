/** Finds out everything about a request that all handlers need: address, school, person, language. */
import { validLocale } from '@educrowd/shared/messages/locale';
import type { Context, MiddlewareHandler } from 'hono';
import { createTranslate, type Translate } from '@educrowd/shared/messages/translate';
import type { Identity } from '../features/identity/index.ts';
import { hostNameOf, type SchoolDirectory } from '../features/tenancy/index.ts';
import type { AppContext } from '../platform/app-context.ts';
import type { AppEnv } from '../platform/request.ts';
import { createForwarded } from './forwarded.ts';

export interface RequestParts {
  readonly ctx: AppContext;
  readonly identity: Identity;
  readonly directory: SchoolDirectory;
  /** Answers where no school has the address. */
  readonly onNowhere: (c: Context<AppEnv>) => Response | Promise<Response>;
}

/** What can be known of any request, whoever sent it. */
export function basicVariables(ctx: AppContext): MiddlewareHandler<AppEnv> {
  const readForwarded = createForwarded(ctx.settings.trustedProxies);
  const translations = new Map<string, Translate>();
  return async (c, next) => {
    const locale = localeOf(c.req.header('accept-language'));
    const t = translations.get(locale) ?? createTranslate(locale);
    // Browsers send a handful of languages; somebody who invents more must not fill the memory.
    if (translations.size < 500) translations.set(locale, t);
    c.set('locale', locale);
    c.set('t', t);
    c.set('school', null);
    c.set('account', null);
    c.set('origin', ctx.settings.publicUrl.origin);
    const { clientAddress, hostHeader, scheme } = readForwarded({
      peer: c.env.incoming?.socket.remoteAddress,
      header: (name) => c.req.header(name),
    });
    c.set('clientAddress', clientAddress);
    c.set('hostHeader', hostHeader);
    c.set('scheme', scheme);
    await next();
  };
}

/** Who has signed in, and which school this is about: both must agree. */
export function placeAndPerson({
  ctx,
  identity,
  directory,
  onNowhere,
}: RequestParts): MiddlewareHandler<AppEnv> {
  const originOf = (hostName: string): string => {
    const url = new URL(ctx.settings.publicUrl);
    url.hostname = hostName;
    return url.origin;
  };
  return async (c, next) => {
    const { hostHeader } = c.var;
    const session = await identity.authenticate(c.req.raw.headers);
    const place = await directory.resolve({
      hostHeader,
      schoolHeader: c.req.header('x-school'),
      signInTenantId: session?.account.tenantId ?? null,
    });
    if (place.kind === 'nowhere') return onNowhere(c);
    const school = place.kind === 'school' ? place.school : null;
    c.set('school', school);
    c.set('origin', originOf(hostNameOf(hostHeader) ?? ctx.settings.publicUrl.hostname));
    // Somebody who signed in to one school is a stranger at another one's address.
    const isHere = session && (session.account.tenantId === null || session.account.tenantId === school?.id);
    if (isHere) c.set('account', session.account);
    await next();
    // What one person sees is for them alone, also after they have signed out: going back, a browser shows what it has
    // stored without asking.
    if (!c.res.headers.has('cache-control'))
      c.res.headers.set('cache-control', isHere ? 'no-store' : 'private, no-cache');
    if (isHere && !c.res.headers.has('set-cookie')) {
      for (const cookie of session.setCookies) c.res.headers.append('set-cookie', cookie);
    }
    return undefined;
  };
}

/** The first language that the visitor asks for. */
const localeOf = (acceptLanguage: string | undefined): string =>
  validLocale(acceptLanguage?.split(',')[0]?.split(';')[0]?.trim());
