import type { Translate } from '@educrowd/shared/messages/translate';
import { EngineFailure, EngineUnreachable, reasonOf } from './engine-failure.ts';

/** What a person is told when an action failed. The engine's refusals are sentences of their own. */
export function failureText(error: unknown, t: Translate): string {
  if (error instanceof EngineFailure) return error.message;
  if (error instanceof EngineUnreachable) return t('shell.engineUnreachable');
  return t('shell.failedAction', { reason: reasonOf(error) });
}
