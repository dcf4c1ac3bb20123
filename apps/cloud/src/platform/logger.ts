import { pino, stdSerializers, type DestinationStream, type Logger as PinoLogger } from 'pino';
import { withoutValues } from './without-values.ts';

export type LogLevel = 'debug' | 'info' | 'warn' | 'error' | 'silent';
export type Logger = PinoLogger;

/** Never written down, wherever they appear in what is logged. Bodies are not logged at all. */
const secretKeys = [
  'authorization',
  'cookie',
  'password',
  'newPassword',
  'token',
  'secret',
  'set-cookie',
  'x-api-key',
  // What PostgreSQL says of the row that it refused.
  'detail',
];

/** One line of JSON per event on stdout, or to `destination`. */
export function createLogger(level: LogLevel, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: {},
    timestamp: () => `,"time":"${new Date().toISOString()}"`,
    formatters: { level: (label: string) => ({ level: label }) },
    serializers: { err: (error: unknown) => stdSerializers.err(withoutValues(error) as Error) },
    redact: {
      paths: secretKeys.flatMap((key) => [`["${key}"]`, `*["${key}"]`, `*.*["${key}"]`]),
      censor: '[secret]',
    },
  };
  return destination ? pino(options, destination) : pino(options);
}
