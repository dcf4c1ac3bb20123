import { shell } from 'electron';
import type { Translate } from '@educrowd/shared/messages/translate';
import { EngineError } from '../ipc/errors.ts';

export interface ExternalOptions {
  /** Asked when it is needed: there is no language before the app is ready. */
  readonly words: () => Translate;
  readonly log: (line: string) => void;
}

/**
 * The only way to other programs: web pages and mail. Any other scheme may start anything. Rejects with words for the
 * person.
 */
export type OpenExternal = (address: string) => Promise<void>;

/** A browser says itself what it thinks of a page without TLS, and most ask for it with TLS first. */
const SAFE: ReadonlySet<string> = new Set(['https:', 'http:', 'mailto:']);

export const createOpenExternal =
  ({ words, log }: ExternalOptions): OpenExternal =>
  async (address) => {
    const url = URL.parse(address);
    const shown = address.slice(0, 200);
    if (url === null || !SAFE.has(url.protocol)) {
      log(`An address was not opened: ${JSON.stringify(shown)}`);
      throw new EngineError('INVALID', words()('desktop.addressRefused', { address: shown }));
    }
    try {
      await shell.openExternal(url.href);
    } catch (error) {
      log(`${url.protocol} could not be opened: ${String(error)}`);
      throw new EngineError('INTERNAL', words()('desktop.addressNotOpened', { address: shown }));
    }
  };
