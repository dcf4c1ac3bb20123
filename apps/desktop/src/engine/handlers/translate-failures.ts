import type { EngineHandlers } from '../../ipc/contract.ts';
import { EngineError } from '../../ipc/errors.ts';
import { describeExpected } from '../describe-failure.ts';

type Handler = (input: unknown) => unknown;

/** The handlers with everything that can be expected to fail thrown as an `EngineError`; bugs stay what they are. */
export function translateFailures(handlers: EngineHandlers): EngineHandlers {
  const features = Object.entries(handlers).map(([feature, procedures]) => [
    feature,
    Object.fromEntries(
      Object.entries(procedures).map(([name, handler]) => [name, translated(handler as Handler)]),
    ),
  ]);
  // The same keys with functions of the same inputs and outputs.
  return Object.fromEntries(features) as EngineHandlers;
}

const translated =
  (handler: Handler): Handler =>
  async (input) => {
    try {
      return await handler(input);
    } catch (error) {
      const expected = describeExpected(error);
      throw expected === null ? error : new EngineError(expected.code, expected.message);
    }
  };
