/** What a test wants of the machine that the stand-in plays; handed over in one environment variable. */

export const SETTINGS_VARIABLE = 'EDUCROWD_STAND_IN';

export interface StandInSettings {
  /** DevTools address of the Chromium that draws the windows; without one nothing is drawn. */
  readonly browser: string | null;
  /** Where the system keeps keys, or that it does not. */
  readonly keychain: 'gnome_libsecret' | 'basic_text' | 'none';
  /** It gives nothing until it is unlocked (`standIn.keychain`). */
  readonly isKeychainLocked: boolean;
  /** It has a newer key than the one that things were encrypted with. */
  readonly isKeyOutdated: boolean;
  readonly isPackaged: boolean;
}

export const usualSettings: StandInSettings = {
  browser: null,
  keychain: 'gnome_libsecret',
  isKeychainLocked: false,
  isKeyOutdated: false,
  isPackaged: false,
};

export const readSettings = (text: string | undefined): StandInSettings =>
  JSON.parse(text ?? '') as StandInSettings;
