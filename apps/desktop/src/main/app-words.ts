import { app } from 'electron';
import { validLocale } from '@educrowd/shared/messages/locale';
import { createTranslate, type Translate } from '@educrowd/shared/messages/translate';

/** In the person's language, which Electron tells once the app is ready; what fails before is said in English. */
export const appWords = (): Translate =>
  createTranslate(validLocale(app.isReady() ? app.getLocale() : undefined));
