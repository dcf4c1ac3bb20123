/** @jsxImportSource hono/jsx */
import type { ErrorHandler, NotFoundHandler, Context } from 'hono';
import { HTTPException } from 'hono/http-exception';
import type { PlainMessageKey } from '@educrowd/shared/messages/translate';
import { AppError, errorStatus, notFound, RetryLater, type ErrorCode, words } from '../platform/app-error.ts';
import { asBusy } from '../platform/database-failures.ts';
import type { Logger } from '../platform/logger.ts';
import { ButtonLink } from '../platform/page/button.tsx';
import { PageTitle } from '../platform/page/form.tsx';
import { InputError, refusal, restErrorOf, type RestError } from '../platform/rest.ts';
import type { AppEnv } from '../platform/request.ts';

/** The one place where errors become answers: envelopes for the REST API, pages for people. */
export const handleError =
  (logger: Logger): ErrorHandler<AppEnv> =>
  async (error, c) => {
    const busy = asBusy(error);
    const known = busy ?? asAppError(error);
    const about = { err: error, request: c.var.requestId, path: c.req.path };
    if (!known) logger.error(about, 'request failed');
    if (busy) logger.warn(about, 'too busy for a request');
    if (known instanceof RetryLater) c.header('retry-after', String(Math.ceil(known.waitMs / 1000)));
    const status = known ? errorStatus[known.code] : 500;
    if (isApi(c.req.path)) {
      return c.json(refusal(known ? entriesOf(known) : [internalError(c.var.requestId)]), status);
    }
    if (known?.code === 'SIGN_IN') {
      const { pathname, search } = pageOf(c);
      return c.redirect(`/sign-in?next=${encodeURIComponent(pathname + search)}`, 303);
    }
    c.status(status);
    return errorPage(c, known);
  };

export const handleNotFound: NotFoundHandler<AppEnv> = async (c) => {
  if (isApi(c.req.path)) return c.json(refusal([restErrorOf(notFound())]), 404);
  c.status(404);
  return errorPage(c, notFound());
};

/** Where to go on after signing in: the page that was asked for, or the one whose form was sent. */
function pageOf({ req, var: { hostHeader } }: Context<AppEnv>): URL {
  const asked = new URL(req.url);
  if (req.method === 'GET') return asked;
  const form = URL.parse(req.header('referer') ?? '');
  return form !== null && form.host === hostHeader ? form : new URL('/', asked);
}

const entriesOf = (error: AppError): readonly RestError[] =>
  error instanceof InputError ? error.errors : [restErrorOf(error)];

const internalError = (requestId: string): RestError => ({
  code: 'INTERNAL',
  message: `Something went wrong on the server (${requestId}).`,
});

const isApi = (path: string): boolean => path.startsWith('/api/');

function asAppError(error: Error): AppError | null {
  if (error instanceof AppError) return error;
  // Hono's own refusals: a body that is too large, a form that came from another site, JSON that cannot be read.
  if (error instanceof HTTPException && error.status < 500) {
    const code =
      (Object.keys(errorStatus) as ErrorCode[]).find((each) => errorStatus[each] === error.status) ??
      'INVALID';
    return new AppError(code, words(foreignRefusals[error.status] ?? 'serverRefusals.notUnderstood'));
  }
  return null;
}

/** By status: what Hono refuses by itself, in words of ours. */
const foreignRefusals: Partial<Record<number, PlainMessageKey>> = {
  400: 'serverRefusals.bodyUnreadable',
  403: 'serverRefusals.formFromElsewhere',
  415: 'serverRefusals.bodyNoJson',
};

/** Says what happened, what was kept and what to do. */
function errorPage(c: Context<AppEnv>, known: AppError | null): Response | Promise<Response> {
  const { t } = c.var;
  const title = known ? t(titles[known.code]) : t('web.brokenTitle');
  return c.render(
    <>
      <PageTitle>{title}</PageTitle>
      <p class="mb-6">{known ? known.message : t('web.brokenBody', { request: c.var.requestId })}</p>
      <ButtonLink href="/">{t('web.toStart')}</ButtonLink>
    </>,
    { title, width: 'form' },
  );
}

const titles = {
  INVALID: 'web.invalidTitle',
  SIGN_IN: 'web.signInTitle',
  FORBIDDEN: 'web.forbiddenTitle',
  NOT_FOUND: 'web.notFoundTitle',
  CONFLICT: 'web.conflictTitle',
  TOO_LARGE: 'web.tooLargeTitle',
  KEY_USED: 'web.invalidTitle',
  TOO_MANY: 'web.tooManyTitle',
  UNAVAILABLE: 'web.unavailableTitle',
} as const satisfies Record<ErrorCode, string>;
