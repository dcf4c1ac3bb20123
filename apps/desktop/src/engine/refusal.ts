import { createTranslate, type PlainMessageKey } from '@educrowd/shared/messages/translate';
import { EngineError, type EngineErrorBody } from '../ipc/errors.ts';

const words = createTranslate('en');

/** A refusal in the words of the catalogue. The engine knows no language of the person's yet: it speaks the source's. */
export const refusal = (code: EngineErrorBody['code'], reason: PlainMessageKey): EngineError =>
  new EngineError(code, words(reason));
