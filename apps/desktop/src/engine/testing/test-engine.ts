import { must } from '@educrowd/shared/primitives/assert';
import type { EngineClient } from '../../ipc/contract.ts';
import { contract } from '../../ipc/contract.ts';
import { createEngineClient } from '../../ipc/create-engine-client.ts';
import { dispatch } from '../../ipc/dispatch.ts';
import { EngineError } from '../../ipc/errors.ts';
import { engineEvent, type EngineEvent } from '../../ipc/events.ts';
import type { Procedures } from '../../ipc/procedure.ts';
import { createEngine, type Engine } from '../create-engine.ts';
import type { Network } from '../network/create-network.ts';
import { offlineNetwork } from './test-network.ts';

export interface TestEngine {
  readonly engine: Engine;
  /** Calls as a window makes them; what comes back is checked against the contract, and refusals are thrown. */
  readonly client: EngineClient;
  readonly events: EngineEvent[];
  readonly logged: unknown[];
  readonly close: () => Promise<void>;
}

export function openTestEngine(dataFolder: string, network: Network = offlineNetwork()): TestEngine {
  const logged: unknown[] = [];
  const events: EngineEvent[] = [];
  const engine = createEngine({
    dataFolder,
    network,
    version: 'test',
    mayImport: () => true,
    log: (message, error) => logged.push(error ?? message),
  });
  engine.subscribe((event) => events.push(engineEvent.parse(event)));
  const client = createEngineClient(async (feature, procedure, input) => {
    // As it is after a transport carried it.
    const sent: unknown = input === undefined ? undefined : JSON.parse(JSON.stringify(input));
    const answer = await dispatch(engine.handlers, { feature, procedure, input: sent }, (error) =>
      logged.push(error),
    );
    if (!answer.ok) throw new EngineError(answer.error.code, answer.error.message);
    const features: Record<string, Procedures> = contract;
    return must(features[feature]?.[procedure], `${feature}.${procedure}`).output.parse(answer.output);
  });
  return { engine, client, events, logged, close: engine.close };
}
