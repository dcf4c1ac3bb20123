import * as z from 'zod';
import type { EngineAnswer, EngineCall } from './channel.ts';
import { contract, type EngineHandlers } from './contract.ts';
import { EngineError } from './errors.ts';
import type { Procedure } from './procedure.ts';
import { windowContract, type WindowHandlers } from './window.ts';

/**
 * Validates a call and runs its handler. Never rejects: what fails unexpectedly is handed to `report` and answered as
 * INTERNAL, without its words.
 */
export async function dispatch(
  handlers: EngineHandlers,
  call: Pick<EngineCall, 'feature' | 'procedure' | 'input'>,
  report: (error: unknown) => void,
): Promise<EngineAnswer> {
  const found = findIn(contract, handlers, [call.feature, call.procedure]);
  if (!found) return refuse('NOT_FOUND', `There is no ${call.feature}.${call.procedure}.`);
  return runProcedure(found, call.input, report);
}

/** The same for a call of the window contract, which has no features. */
export async function dispatchToWindow(
  handlers: WindowHandlers,
  call: Pick<EngineCall, 'procedure' | 'input'>,
  report: (error: unknown) => void,
): Promise<EngineAnswer> {
  const found = findIn(windowContract, handlers, [call.procedure]);
  if (!found) return refuse('NOT_FOUND', `There is no ${call.procedure}.`);
  return runProcedure(found, call.input, report);
}

async function runProcedure(
  found: Found,
  given: unknown,
  report: (error: unknown) => void,
): Promise<EngineAnswer> {
  const input = found.procedure.input.safeParse(given);
  if (!input.success) return refuse('INVALID', z.prettifyError(input.error));
  try {
    return { ok: true, output: await found.handler(input.data) };
  } catch (error) {
    if (error instanceof EngineError) return refuse(error.code, error.message);
    report(error);
    return refuse('INTERNAL', 'Something went wrong in the app. What you have written is kept.');
  }
}

interface Found {
  readonly procedure: Procedure;
  readonly handler: (input: unknown) => unknown;
}

/** Own members only: a name such as `constructor` is no procedure. */
function findIn(table: object, handlers: object, path: readonly string[]): Found | null {
  const declared = ownMember(table, path) as Procedure | undefined;
  const handler = ownMember(handlers, path) as Found['handler'] | undefined;
  return declared && handler ? { procedure: declared, handler } : null;
}

function ownMember(of: object, path: readonly string[]): unknown {
  let found: unknown = of;
  for (const name of path) {
    if (found === null || typeof found !== 'object' || !Object.hasOwn(found, name)) return undefined;
    found = (found as Record<string, unknown>)[name];
  }
  return found;
}

const refuse = (code: EngineError['code'], message: string): EngineAnswer => ({
  ok: false,
  error: { code, message },
});
