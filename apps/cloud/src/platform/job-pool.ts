/**
 * The job queue's own connections. The queue repeats what its list of database errors lets it repeat, and a connection
 * that was cut is not on it: the word that a job is done, or has failed, would then be an error that nobody hears, which
 * ends the process. Here such errors are given the code of a conflict, which the queue repeats soon. All that it says to
 * the database bears repetition, since it names its own locks.
 */
import pg from 'pg';
import type { Logger } from './logger.ts';

const REPEAT = '40001';

export interface JobPool {
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

export function createJobPool(url: string, { max, logger }: { max: number; logger: Logger }): JobPool {
  const pool = new pg.Pool({ connectionString: url, max, application_name: 'educrowd-jobs' });
  let isClosing = false;
  const repeatable = (error: unknown): never => {
    if (isClosing || !(error instanceof Error) || isAnswer(error)) throw error;
    throw Object.assign(new Error(error.message, { cause: error }), { code: REPEAT });
  };
  const lost = (err: Error): void => logger.warn({ err }, 'a connection of the job queue was lost');
  const connect = pool.connect.bind(pool) as (...args: readonly unknown[]) => unknown;
  pool.connect = ((...args: readonly unknown[]) =>
    caught(connect(...args), repeatable)) as typeof pool.connect;
  pool.on('error', lost);
  pool.on('connect', (client) => {
    client.on('error', lost);
    const query = client.query.bind(client) as (...args: readonly unknown[]) => unknown;
    client.query = ((...args: readonly unknown[]) =>
      caught(query(...args), repeatable)) as typeof client.query;
  });
  return {
    pool,
    async close() {
      isClosing = true;
      await pool.end();
    },
  };
}

/** The driver answers with a promise unless it is given a function to call. */
const caught = (answer: unknown, onError: (error: unknown) => never): unknown =>
  answer instanceof Promise ? answer.catch(onError) : answer;

/** PostgreSQL refused a statement and goes on listening; not that it shuts down or starts. */
const isAnswer = (error: Error): boolean =>
  error instanceof pg.DatabaseError && error.severity === 'ERROR' && error.code?.startsWith('57P') !== true;
