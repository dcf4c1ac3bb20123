/** Why a pledge is not taken, in words that a page can say in the backer's language. */
import { createTranslate, type PlainMessageKey } from '@educrowd/shared/messages/translate';
import { AppError, type ErrorCode } from '../../platform/app-error.ts';

const english = createTranslate('en');

export class PledgeRefused extends AppError {
  readonly key: PlainMessageKey;
  constructor(code: ErrorCode, key: PlainMessageKey, field?: string) {
    super(code, english(key), field);
    this.name = 'PledgeRefused';
    this.key = key;
  }
}
