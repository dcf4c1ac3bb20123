import type { Translate } from '@educrowd/shared/messages/translate';
import { EngineFailure, EngineUnreachable, reasonOf } from '../../app/engine-failure.ts';

/** What a person has to know when their typing is not on the disk. */
export function saveFailureText(error: unknown, t: Translate): string {
  if (error instanceof EngineFailure && error.code === 'DISK_FULL') return t('editor.diskFull');
  if (error instanceof EngineUnreachable) return t('shell.engineGone');
  return t('editor.notSaved', { reason: reasonOf(error) });
}
