import { createTranslate } from '@educrowd/shared/messages/translate';

/** Codes of expected refusals and their HTTP status: the one place where transports look. */
export const errorStatus = {
  INVALID: 400,
  SIGN_IN: 401,
  FORBIDDEN: 403,
  NOT_FOUND: 404,
  CONFLICT: 409,
  TOO_LARGE: 413,
  KEY_USED: 422,
  TOO_MANY: 429,
  UNAVAILABLE: 503,
} as const;
export type ErrorCode = keyof typeof errorStatus;

/** An expected refusal. `message` is for the person; `field` names the input that was at fault. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly field: string | undefined;
  constructor(code: ErrorCode, message: string, field?: string) {
    super(message);
    this.name = 'AppError';
    this.code = code;
    this.field = field;
  }
}

/** A refusal that ends by itself. */
export class RetryLater extends AppError {
  readonly waitMs: number;
  constructor(code: 'CONFLICT' | 'TOO_MANY' | 'UNAVAILABLE', message: string, waitMs: number) {
    super(code, message);
    this.name = 'RetryLater';
    this.waitMs = waitMs;
  }
}

const BUSY_MS = 5_000;

/** Nothing was carried out; the same may be asked again in a moment. */
export const busy = (): RetryLater => new RetryLater('UNAVAILABLE', words('serverRefusals.busy'), BUSY_MS);

/** The words of refusals, for those who read no page: programs and the desktop app. */
export const words = createTranslate('en');

/** The same words whether a thing does not exist or belongs to another school. */
export const notFound = (): AppError => new AppError('NOT_FOUND', words('serverRefusals.nothingHere'));
