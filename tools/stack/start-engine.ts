import { join } from 'node:path';
import type { EngineAnswer } from '../../apps/desktop/src/ipc/channel.ts';
import type { EngineClient } from '../../apps/desktop/src/ipc/contract.ts';
import { createEngineClient } from '../../apps/desktop/src/ipc/create-engine-client.ts';
import { EngineError } from '../../apps/desktop/src/ipc/errors.ts';
import type { SyncStatus } from '../../apps/desktop/src/ipc/sync.ts';
import { createEngineProcess, type EngineProcess } from '../../apps/desktop/src/host/engine-process.ts';
import { repositoryRoot } from '../repository.ts';
import { handOver } from './hand-over.ts';
import { approveDevice } from './people.ts';
import type { Visitor } from './visitor.ts';

export interface HeadlessEngine {
  readonly dataFolder: string;
  readonly client: EngineClient;
  readonly process: EngineProcess;
}

/** Anything that takes calls of the contract. */
type Engine = Pick<HeadlessEngine, 'client'>;

/** The program that runs the engine, as it is built. */
export const ENGINE_MAIN = join(repositoryRoot, 'apps/desktop/dist/host/engine.js');

/** Refusals of the engine become errors that name the call. */
export const engineClientOf = (
  call: (feature: string, procedure: string, input: unknown) => Promise<EngineAnswer>,
): EngineClient =>
  createEngineClient(async (feature, procedure, input) => {
    const answer = await call(feature, procedure, input);
    if (!answer.ok)
      throw new EngineError(answer.error.code, `${feature}.${procedure}: ${answer.error.message}`);
    return answer.output;
  });

/** The desktop's engine without a screen. */
export function startEngine(dataFolder: string, log: (line: string) => void): HeadlessEngine {
  const engine = createEngineProcess({ main: ENGINE_MAIN, args: ['--data', dataFolder], log });
  return { dataFolder, client: engineClientOf(engine.call), process: engine };
}

/** Signs the device in at a school, confirming its code in a browser that is signed in there. */
export async function signInDevice(
  { client }: Engine,
  schoolOrigin: string,
  visitor: Visitor,
): Promise<void> {
  const { signIn } = await client.session.beginSignIn({ address: schoolOrigin });
  if (signIn.state !== 'waiting')
    throw new Error(`The sign-in did not begin: ${signIn.state === 'failed' ? signIn.reason : signIn.state}`);
  await approveDevice(visitor, signIn.verificationUrl);
  await until('the device is signed in', async () => (await client.session.state()).signedIn);
}

export const waitUntilSynced = ({ client }: Engine): Promise<SyncStatus> =>
  until('everything is synced', async () => {
    const status = await client.sync.status();
    return status.pill.state === 'synced' ? status : null;
  });

export async function importCourse({ dataFolder, client }: HeadlessEngine, path: string): Promise<string> {
  const { importId } = await client.import.start(await handOver(dataFolder, path));
  const ended = await until('the course is imported', async () => {
    const state = await client.import.state({ importId });
    return state.state === 'running' ? null : state;
  });
  if (ended.state !== 'done')
    throw new Error(ended.state === 'failed' ? ended.reason : 'The import was cancelled.');
  return ended.courseId;
}

const STEP_MS = 50;
const PATIENCE_MS = 120_000;

/** Asks again until the answer is something. */
async function until<T>(what: string, ask: () => Promise<T | null | false>): Promise<T> {
  for (const startedAt = performance.now(); performance.now() - startedAt < PATIENCE_MS;) {
    const answer = await ask();
    if (answer !== null && answer !== false) return answer;
    await new Promise((resolve) => setTimeout(resolve, STEP_MS));
  }
  throw new Error(`Gave up waiting until ${what}.`);
}
