import type { MiddlewareHandler } from 'hono';
import type { AppEnv } from './request.ts';

export interface Deprecation {
  /** From when on programs should no longer use the route. */
  readonly since: Date;
  /** When it may be gone; null: not decided. */
  readonly sunset: Date | null;
  /** Path of what takes its place. */
  readonly successor: string | null;
}

/**
 * Spread into `createRoute`: every answer of the route tells of it (RFC 9745, RFC 8594), and so does its description.
 */
export function deprecated({ since, sunset, successor }: Deprecation): {
  readonly deprecated: true;
  readonly middleware: MiddlewareHandler<AppEnv>;
} {
  return {
    deprecated: true,
    middleware: async (c, next) => {
      c.header('deprecation', `@${Math.floor(since.getTime() / 1000)}`);
      if (sunset) c.header('sunset', sunset.toUTCString());
      c.header('link', '</api/docs>; rel="deprecation"; type="text/html"', { append: true });
      if (successor !== null) c.header('link', `<${successor}>; rel="successor-version"`, { append: true });
      await next();
    },
  };
}
