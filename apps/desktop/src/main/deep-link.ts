import * as z from 'zod';
import { place } from '../ipc/place.ts';

export const LINK_SCHEME = 'educrowd';

/**
 * `educrowd://open/course/ID`: where a link leads. Anybody can write one, so it may lead to a place and nothing more: it
 * carries no data, and nothing happens but that a screen is shown.
 */
export const deepLink = z
  .string()
  .max(400)
  .transform((text, context) => {
    const url = URL.parse(text);
    const isPlain =
      url !== null &&
      url.protocol === `${LINK_SCHEME}:` &&
      url.host === 'open' &&
      [url.username, url.password, url.search, url.hash].every((part) => part === '');
    if (isPlain) return url.pathname;
    context.addIssue({ code: 'custom', message: 'This is no link into the app.' });
    return z.NEVER;
  })
  .pipe(place);

/** The link among the arguments of a program: the system starts the app again for each. */
export const linkIn = (args: readonly string[]): string | undefined =>
  args.find((arg) => arg.toLowerCase().startsWith(`${LINK_SCHEME}:`));
