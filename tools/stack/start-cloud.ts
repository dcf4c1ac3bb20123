import { fork, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import type { RoleUrls } from '@educrowd/db/postgres/provision-database';
import { buildPrograms } from '../build/build-product.ts';
import { repositoryRoot } from '../repository.ts';
import { startPaymentServer, type PaymentServer } from './payment-server/start-payment-server.ts';
import { freePort } from './ports.ts';
import { derivedSecret } from './start-database.ts';

export interface CloudOptions {
  readonly urls: RoleUrls;
  readonly dataDir: string;
  /** 0 takes a free one. */
  readonly port: number;
  /** Of the local payment server, where no provider's key is set. 0, as without it, takes a free one. */
  readonly paymentPort?: number;
  /** As browsers see it; the port is filled in when it was a free one. */
  readonly publicHost?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** Gets every line that the server writes. */
  readonly log?: (line: string) => void;
}

export interface RunningCloud {
  readonly port: number;
  /** Address of the platform, e.g. `http://localhost:4000`; a school is at `http://<its name>.localhost:4000`. */
  readonly origin: string;
  schoolOrigin(slug: string): string;
  readonly process: ChildProcess;
  /** Null where a real provider's key is set. */
  readonly payments: PaymentServer | null;
  /** SIGTERM: requests under way are finished. */
  stop(): Promise<void>;
  /** SIGKILL, as a crash would. */
  kill(): Promise<void>;
}

const MAIN = join(repositoryRoot, 'apps/cloud/dist/server/main.js');

/** Starts the cloud server as a process of its own. Rejects with what it said when it does not get ready. */
export async function startCloud(options: CloudOptions): Promise<RunningCloud> {
  const { urls, dataDir, publicHost = 'localhost' } = options;
  const port = options.port === 0 ? await freePort() : options.port;
  const origin = `http://${publicHost}:${port}`;
  await buildPrograms();
  const payments = await startLocalPayments(options);
  const child = fork(MAIN, [], {
    cwd: join(repositoryRoot, 'apps/cloud'),
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...process.env,
      PORT: String(port),
      PUBLIC_URL: origin,
      APP_DATABASE_URL: urls.appUrl,
      IDENTITY_DATABASE_URL: urls.identityUrl,
      JOBS_DATABASE_URL: urls.jobsUrl,
      SECRET: derivedSecret(dataDir, 'server'),
      STORAGE_DIR: join(dataDir, 'files'),
      ...(payments && {
        STRIPE_SECRET_KEY: payments.secretKey,
        STRIPE_WEBHOOK_SECRET: payments.webhookSecret,
        STRIPE_API_URL: payments.origin,
      }),
      ...options.env,
    },
  });
  const said: string[] = [];
  const hear = (chunk: Buffer): void => {
    for (const line of chunk.toString().split('\n').filter(Boolean)) {
      said.push(line);
      if (said.length > 200) said.shift();
      options.log?.(line);
    }
  };
  child.stdout?.on('data', hear);
  child.stderr?.on('data', hear);
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  try {
    await new Promise<void>((resolve, reject) => {
      child.once('message', () => resolve());
      child.once('error', reject);
      child.once('exit', (code) =>
        reject(new Error(`The server did not start (exit ${code}):\n${said.join('\n')}`)),
      );
    });
  } catch (error) {
    await payments?.stop();
    throw error;
  }
  payments?.delivery.deliverTo(`${origin}/api/payments/stripe/webhook`);
  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (child.exitCode === null && child.signalCode === null) child.kill(signal);
    await exited;
    await payments?.stop();
  };
  return {
    port,
    origin,
    schoolOrigin: (slug) => `http://${slug}.${publicHost}:${port}`,
    process: child,
    payments,
    stop: () => end('SIGTERM'),
    kill: () => end('SIGKILL'),
  };
}

/** Nothing in the server knows that it is not the provider's. */
async function startLocalPayments({
  dataDir,
  env = {},
  paymentPort = 0,
}: CloudOptions): Promise<PaymentServer | null> {
  if ((env['STRIPE_SECRET_KEY'] ?? process.env['STRIPE_SECRET_KEY'] ?? '') !== '') return null;
  return startPaymentServer({
    port: paymentPort,
    secretKey: `sk_test_${derivedSecret(dataDir, 'payment key')}`,
    webhookSecret: `whsec_${derivedSecret(dataDir, 'payment webhooks')}`,
    folder: join(dataDir, 'payments'),
  });
}
