import type { Translate } from '@educrowd/shared/messages/translate';

/** What people call the format that a course or a part of it came in. */
export function formatName(format: string, t: Translate): string {
  switch (format) {
    case 'olx':
      return t('importing.formatOlx');
    case 'olx-library':
      return t('importing.formatOlxLibrary');
    case 'common-cartridge':
      return t('importing.formatCartridge');
    case 'markdown':
      return t('importing.formatMarkdown');
    case 'educrowd':
      return t('importing.formatNewer');
    default:
      return format;
  }
}
