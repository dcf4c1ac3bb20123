/**
 * Work that happens after a transaction: mails, compaction, folding. Jobs are rows that commit with what caused them,
 * and are delivered at least once, so every handler may run twice.
 *
 * A handler works as the app role, through `withTenant` with the tenant of its payload; the jobs role sees the queue alone.
 */
import { EventEmitter } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger as WorkerLogger, run, type Runner, type TaskList, type WorkerEvents } from 'graphile-worker';
import type * as z from 'zod';
import { IDENTITY_MAIL_TASK, installJobQueue, JOBS_SCHEMA } from '@educrowd/db/postgres/install-job-queue';
import type { AppContext } from './app-context.ts';
import { createJobPool } from './job-pool.ts';
import { createJobLocks } from './job-locks.ts';
import type { Logger } from './logger.ts';
import { withoutValues } from './without-values.ts';
import { mailSchema } from './mail.ts';

export interface JobHelpers {
  readonly ctx: AppContext;
  /** Aborts when the server stops and the job has had its time. */
  readonly signal: AbortSignal;
}

export interface JobHandler {
  run(payload: unknown, helpers: JobHelpers): Promise<void>;
}

/** By task name. */
export type JobHandlers = Readonly<Record<string, JobHandler>>;

/** Work that returns every hour, for no school in particular. */
export type HourlyWork = Readonly<Record<string, (ctx: AppContext) => Promise<void>>>;

/** A handler whose payload is checked, and names its tenant. */
export function defineJob<Payload extends { readonly tenantId: string }>(
  schema: z.ZodType<Payload>,
  work: (payload: Payload, helpers: JobHelpers) => Promise<void>,
): JobHandler {
  return { run: (payload, helpers) => work(schema.parse(payload), helpers) };
}

const identityMail: JobHandler = {
  run: (payload, { ctx }) => ctx.mailer.send(mailSchema.parse(payload)),
};

export interface JobRunner {
  /** Whether jobs are being worked on. */
  isRunning(): boolean;
  /** Waits for jobs under way; those that do not end in time are left to another server, or to a later start. */
  stop(): Promise<void>;
}

export interface RunnerOptions {
  /** Connects as the jobs role. */
  readonly url: string;
  readonly concurrency?: number;
  readonly hourly?: HourlyWork;
}

const STOP_MS = 10_000;
const KILL_MS = 5_000;

export async function startJobs(
  ctx: AppContext,
  handlers: JobHandlers,
  { url, concurrency = 4, hourly = {} }: RunnerOptions,
): Promise<JobRunner> {
  await installJobQueue(url);
  // One listens for new jobs.
  const { pool, close } = createJobPool(url, { max: concurrency + 1, logger: ctx.logger });
  const events: WorkerEvents = new EventEmitter();
  const poolId = new Promise<string>((resolve) =>
    events.once('pool:create', ({ workerPool }) => resolve(workerPool.id)),
  );
  const runner = await run({
    pgPool: pool,
    schema: JOBS_SCHEMA,
    concurrency,
    noHandleSignals: true,
    events,
    logger: workerLogger(ctx.logger),
    taskList: taskList(ctx, { ...handlers, ...handlersOf(hourly), [IDENTITY_MAIL_TASK]: identityMail }),
    crontab: Object.keys(hourly)
      .map((name) => `23 * * * * ${name} ?jobKey=${name}`)
      .join('\n'),
  });
  const locks = await createJobLocks(url, await poolId, ctx.logger);
  let isRunning = true;
  const ended = runner.promise
    .catch((error: unknown) => ctx.logger.error({ err: error }, 'the job runner failed'))
    .finally(() => (isRunning = false));
  return {
    isRunning: () => isRunning,
    async stop() {
      if (isRunning) await stopInTime(runner, ended);
      await locks.release();
      await close();
    },
  };
}

/** Without a database no job can be given back; its lock goes when nobody says any more that this runner lives. */
async function stopInTime(runner: Runner, ended: Promise<void>): Promise<void> {
  runner.stop().catch(() => undefined);
  const isInTime = await Promise.race([ended.then(() => true), sleep(STOP_MS, false, { ref: false })]);
  if (isInTime) return;
  runner.kill('jobs did not end in time').catch(() => undefined);
  await Promise.race([ended, sleep(KILL_MS, undefined, { ref: false })]);
}

const handlersOf = (hourly: HourlyWork): JobHandlers =>
  Object.fromEntries(
    Object.entries(hourly).map(([name, work]) => [
      name,
      { run: (_payload: unknown, { ctx }: JobHelpers) => work(ctx) },
    ]),
  );

const taskList = (ctx: AppContext, handlers: JobHandlers): TaskList =>
  Object.fromEntries(
    Object.entries(handlers).map(([name, handler]) => [
      name,
      async (payload, { abortSignal, job }) => {
        const startedAt = performance.now();
        try {
          await handler.run(payload, { ctx, signal: abortSignal ?? ctx.stopping });
        } catch (error) {
          // The queue keeps what the error says and writes it into the log.
          throw withoutValues(error);
        }
        ctx.logger.debug(
          { task: name, job: job.id, ms: Math.round(performance.now() - startedAt) },
          'job done',
        );
      },
    ]),
  );

/** Only what somebody has to look at; payloads stay out of the log. */
const workerLogger = (logger: Logger): WorkerLogger =>
  new WorkerLogger((scope) => (level, message) => {
    if (level === 'error' || level === 'warning') {
      logger[level === 'error' ? 'error' : 'warn']({ task: scope.taskIdentifier, job: scope.jobId }, message);
    }
  });
