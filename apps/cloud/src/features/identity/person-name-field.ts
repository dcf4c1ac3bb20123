/** The name of a person as forms ask for it. */
import * as z from 'zod';
import type { Translate } from '@educrowd/shared/messages/translate';
import { personName } from '@educrowd/shared/primitives/text';

const MAX_NAME = 120;

export const nameField = personName(MAX_NAME).pipe(z.string().min(1));

/** What a refused name needs: who has typed something must not be told to type something. */
export const nameProblem = (t: Translate, typed: string | undefined): string =>
  (typed ?? '').trim() === '' ? t('account.nameMissing') : t('account.nameWrong', { max: MAX_NAME });
