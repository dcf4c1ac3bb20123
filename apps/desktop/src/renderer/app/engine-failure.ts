import type { EngineErrorBody } from '../../ipc/errors.ts';

/** The engine refused or failed. `message` is written for the person. */
export class EngineFailure extends Error {
  readonly code: EngineErrorBody['code'];
  constructor({ code, message }: EngineErrorBody) {
    super(message);
    this.name = 'EngineFailure';
    this.code = code;
  }
}

/** What was asked for does not exist, or is in Trash. */
export const isNotThere = (error: unknown): boolean =>
  error instanceof EngineFailure && error.code === 'NOT_FOUND';

/** The engine could not be reached: nothing is known about whether the call took effect. */
export class EngineUnreachable extends Error {
  constructor(cause: unknown) {
    super('engine unreachable', { cause });
    this.name = 'EngineUnreachable';
  }
}

/** Why something failed, as the end of a sentence: without its full stop. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  return message.trim().replace(/\.$/, '');
}
