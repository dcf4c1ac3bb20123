import type { Context } from 'hono';
import type * as z from 'zod';
import { AppError, errorStatus, words } from '../app-error.ts';
import type { AppEnv } from '../request.ts';

/** What was wrong, by field name; the empty name is for the form as a whole. */
export type FormErrors = Readonly<Record<string, string>>;

export type ReadForm<Values> =
  | { readonly ok: true; readonly values: Values }
  | { readonly ok: false; readonly errors: FormErrors };

/** Text fields of a posted form; files and repeated fields are left out. */
export async function formFields(c: Context<AppEnv>): Promise<Record<string, string>> {
  const fields = await c.req.parseBody().catch(() => {
    // Not what its content type says it is: no browser sends that.
    throw new AppError('INVALID', words('serverRefusals.formUnreadable'));
  });
  return Object.fromEntries(
    Object.entries(fields).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}

/** Checks the fields; `messages` says in words what each field needs. */
export function readForm<Schema extends z.ZodType>(
  fields: Readonly<Record<string, unknown>>,
  schema: Schema,
  messages: Readonly<Record<string, string>>,
): ReadForm<z.output<Schema>> {
  const parsed = schema.safeParse(fields);
  if (parsed.success) return { ok: true, values: parsed.data };
  const wrong = [...new Set(parsed.error.issues.map((issue) => String(issue.path[0] ?? '')))];
  return { ok: false, errors: Object.fromEntries(wrong.map((field) => [field, messages[field] ?? field])) };
}

/** A form that was not accepted, as it is shown again. */
export interface Refused {
  readonly status: 400 | 403 | 409;
  readonly errors: FormErrors;
}

export const wrongInput = (errors: FormErrors): Refused => ({ status: errorStatus.INVALID, errors });

/** What a command refused, said at the field that it names, or else at `field`. Anything but a refusal is thrown on. */
export function refusedAt(field: string, error: unknown): Refused {
  if (!(error instanceof AppError)) throw error;
  const { code } = error;
  if (code !== 'INVALID' && code !== 'FORBIDDEN' && code !== 'CONFLICT') throw error;
  return { status: errorStatus[code], errors: { [error.field ?? field]: error.message } };
}

/** A path on this very address, for going on after a sign-in; anything else becomes `fallback`. */
export function safePath(wanted: string | undefined, fallback = '/'): string {
  if (wanted === undefined || !/^\/(?![/\\])[\x21-\x7e]{0,1000}$/.test(wanted) || wanted.includes('\\'))
    return fallback;
  const url = new URL(wanted, 'http://here.invalid');
  const path = `${url.pathname}${url.search}`;
  // `/.//elsewhere` is a path of this address, and what is left of it without the dots is not.
  return url.origin === 'http://here.invalid' && !path.startsWith('//') ? path : fallback;
}

/** `path` with where to go on afterwards; the start page is where one goes anyhow. */
export const withNext = (path: string, next: string): string =>
  next === '/' ? path : `${path}${path.includes('?') ? '&' : '?'}next=${encodeURIComponent(next)}`;
