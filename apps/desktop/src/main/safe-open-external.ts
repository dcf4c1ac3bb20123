import { shell } from 'electron';

export interface ExternalOptions {
  /** While developing, schools run on this very computer, without TLS. */
  readonly allowsLoopback: boolean;
  readonly log: (line: string) => void;
}

/** The only way to other programs: web pages and mail. Any other scheme may start anything. */
export type OpenExternal = (address: string) => void;

export const createOpenExternal =
  ({ allowsLoopback, log }: ExternalOptions): OpenExternal =>
  (address) => {
    const url = URL.parse(address);
    const isSafe =
      url !== null &&
      (url.protocol === 'https:' ||
        url.protocol === 'mailto:' ||
        (allowsLoopback && url.protocol === 'http:' && isLoopback(url.hostname)));
    if (!isSafe) {
      log(`An address was not opened: ${JSON.stringify(address.slice(0, 200))}`);
      return;
    }
    shell
      .openExternal(url.href)
      .catch((error: unknown) => log(`${url.protocol} could not be opened: ${String(error)}`));
  };

const isLoopback = (host: string): boolean =>
  host === 'localhost' || host.endsWith('.localhost') || host === '127.0.0.1' || host === '[::1]';
