/**
 * - `NO_BINARY`: there is no PostgreSQL for this platform, or it does not run here.
 * - `IN_USE`: another running process owns the database in this folder.
 * - `UNUSABLE_DATA`: the folder holds something this program must not touch, or cannot read.
 * - `START_FAILED`: the server did not start or stop; the message ends with what it logged.
 */
export class EmbeddedPostgresError extends Error {
  readonly code: 'NO_BINARY' | 'IN_USE' | 'UNUSABLE_DATA' | 'START_FAILED';

  constructor(code: EmbeddedPostgresError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'EmbeddedPostgresError';
    this.code = code;
  }
}
