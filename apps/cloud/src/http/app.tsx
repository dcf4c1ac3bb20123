/** @jsxImportSource hono/jsx */
/**
 * The path of a request: id → security headers → compression → size limit → static files → forms only from here →
 * who and which school → the feature's handler. Errors become answers in errors.tsx alone.
 */
import { Hono, type Context, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { csrf } from 'hono/csrf';
import { NONCE, secureHeaders } from 'hono/secure-headers';
import type { Identity } from '../features/identity/index.ts';
import { STOP_PATH } from '../features/notifications/index.ts';
import type { SchoolDirectory } from '../features/tenancy/index.ts';
import type { AppContext } from '../platform/app-context.ts';
import { AppError, words } from '../platform/app-error.ts';
import { adminNavFor } from '../platform/page/admin-nav.tsx';
import { PageTitle } from '../platform/page/form.tsx';
import type { AppEnv } from '../platform/request.ts';
import { refusal } from '../platform/rest.ts';
import { loadAssets } from './assets.ts';
import { compressAnswers } from './compress-answers.ts';
import { handleError, handleNotFound } from './errors.tsx';
import { pageLayout, type Bell } from './layout.tsx';
import { basicVariables, placeAndPerson } from './request-variables.ts';

export interface HttpParts {
  readonly ctx: AppContext;
  readonly identity: Identity;
  readonly directory: SchoolDirectory;
  readonly bell: Bell;
  /** Mounted before anything is asked of the database, whatever the host name. */
  readonly beforeEverything: readonly Hono<AppEnv>[];
}

/** An app with all middleware; features are mounted on it. */
export function createHttpApp({ ctx, identity, directory, bell, beforeEverything }: HttpParts): Hono<AppEnv> {
  const app = new Hono<AppEnv>({ strict: false });
  const assets = loadAssets(ctx.logger);
  app.onError(handleError(ctx.logger));
  app.notFound(handleNotFound);
  app.use(requestId(ctx));
  app.use(securityHeaders(ctx));
  app.use(compressAnswers());
  app.use(basicVariables(ctx));
  app.use(pageLayout({ assets, bell, adminNav: adminNavFor(ctx) }));
  app.use(sizeLimits());
  app.get('/assets/*', assets.serve);
  for (const each of beforeEverything) app.route('/', each);
  app.use(formsFromHere(ctx));
  app.use(placeAndPerson({ ctx, identity, directory, onNowhere: noSchoolPage }));
  if (ctx.settings.publicUrl.protocol === 'https:') app.use(encryptedOnly);
  return app;
}

/** One line in the log for each request, without its query: links carry tokens. */
function requestId(ctx: AppContext): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const id = crypto.randomUUID();
    const startedAt = performance.now();
    c.set('requestId', id);
    await next();
    c.res.headers.set('x-request-id', id);
    ctx.logger.info({
      request: id,
      method: c.req.method,
      path: c.req.path,
      status: c.res.status,
      school: c.var.school?.id,
      user: c.var.account?.userId,
      ms: Math.round(performance.now() - startedAt),
    });
  };
}

function securityHeaders(ctx: AppContext): MiddlewareHandler<AppEnv> {
  const isSecure = ctx.settings.publicUrl.protocol === 'https:';
  return secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'", NONCE],
      styleSrc: ["'self'", NONCE],
      // Lessons may show pictures from elsewhere, as the editor does.
      imgSrc: ["'self'", 'data:', 'https:'],
      mediaSrc: ["'self'"],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      // A browser that checks it also checks where a form's answer leads.
      formAction: ["'self'", ...(ctx.settings.payments ? [ctx.settings.payments.pageOrigin] : [])],
      frameAncestors: ["'none'"],
      baseUri: ["'none'"],
    },
    strictTransportSecurity: isSecure ? 'max-age=31536000' : false,
    referrerPolicy: 'same-origin',
    permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [] },
    overwrite: false,
  });
}

const KILOBYTE = 1_000;
const MEGABYTE = 1_000 * KILOBYTE;

/** Uploads of files have a limit of their own, where they are received. */
const limits: readonly (readonly [prefix: string, maxBytes: number])[] = [
  ['/trpc/', 9 * MEGABYTE],
  ['/api/files', Number.POSITIVE_INFINITY],
  ['/', MEGABYTE],
];

function sizeLimits(): MiddlewareHandler<AppEnv> {
  const onError = (): never => {
    throw new AppError('TOO_LARGE', words('serverRefusals.tooLarge'));
  };
  const limiters = limits.map(([prefix, maxSize]) => ({
    prefix,
    limit: maxSize === Number.POSITIVE_INFINITY ? null : bodyLimit({ maxSize, onError }),
  }));
  return async (c, next) => {
    const found = limiters.find(({ prefix }) => c.req.path.startsWith(prefix));
    return found?.limit ? found.limit(c, next) : next();
  };
}

/**
 * A form that another site has its visitors send comes with their cookies. A token in the header comes from no form, and
 * what ends mails looks at the key in its address alone: mail readers send that form by themselves.
 */
function formsFromHere({ settings: { publicUrl } }: AppContext): MiddlewareHandler<AppEnv> {
  const protect = csrf({
    origin: (origin, c: Context<AppEnv>) => {
      const url = URL.parse(origin);
      return url !== null && url.protocol === publicUrl.protocol && url.host === c.var.hostHeader;
    },
  });
  return async (c, next) =>
    c.req.header('authorization') === undefined && c.req.path !== STOP_PATH ? protect(c, next) : next();
}

/** A proxy of ours has told that somebody came without encryption: what they ask for is shown under https alone. */
const encryptedOnly: MiddlewareHandler<AppEnv> = async (c, next) => {
  if (c.var.scheme !== 'http') return next();
  if (c.req.method !== 'GET' && c.req.method !== 'HEAD')
    throw new AppError('FORBIDDEN', words('serverRefusals.notEncrypted'));
  const { pathname, search } = new URL(c.req.url);
  return c.redirect(`${c.var.origin}${pathname}${search}`, 308);
};

function noSchoolPage(c: Context<AppEnv>): Response | Promise<Response> {
  const { t } = c.var;
  c.status(404);
  if (c.req.path.startsWith('/api/')) {
    return c.json(refusal([{ code: 'NOT_FOUND', message: t('web.noSchoolTitle') }]));
  }
  return c.render(
    <>
      <PageTitle>{t('web.noSchoolTitle')}</PageTitle>
      <p>{t('web.noSchoolBody')}</p>
    </>,
    { title: t('web.noSchoolTitle'), width: 'form', isBare: true },
  );
}
