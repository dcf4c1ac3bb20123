import { contract, type EngineClient } from './contract.ts';

/** One function per procedure of the contract. The engine validates every input; its answers are of the same build. */
export function createEngineClient(
  call: (feature: string, procedure: string, input: unknown) => Promise<unknown>,
): EngineClient {
  const features = Object.entries(contract).map(([feature, procedures]) => [
    feature,
    Object.fromEntries(
      Object.keys(procedures).map((procedure) => [
        procedure,
        (input: unknown) => call(feature, procedure, input),
      ]),
    ),
  ]);
  return Object.fromEntries(features) as EngineClient;
}
