import { createTranslate, type ArgsFor, type MessageKey } from '@educrowd/shared/messages/translate';
import { EngineError, type EngineErrorBody } from './errors.ts';

/** The engine and the host know no language of the person's yet: they speak the source's. */
export const words = createTranslate('en');

/** A refusal in the words of the catalogue. */
export const refusal = <Key extends MessageKey>(
  code: EngineErrorBody['code'],
  reason: Key,
  ...args: ArgsFor<Key>
): EngineError => new EngineError(code, words(reason, ...args));
