/**
 * Chromium knows no custom schemes. A page of `app://bundle/` is shown as `https://bundle.app.stand-in.test/`, and every
 * request for it is answered by the app's own handler.
 */
const SUFFIX = '.stand-in.test';

export function toWeb(address: string, schemes: readonly string[]): string {
  const [, scheme = '', host = '', rest = ''] =
    /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)(.*)$/i.exec(address) ?? [];
  return schemes.includes(scheme) ? `https://${host}.${scheme}${SUFFIX}${rest === '' ? '/' : rest}` : address;
}

export function fromWeb(address: string): string {
  // What a page has made itself is named after it.
  if (address.startsWith('blob:')) return `blob:${fromWeb(address.slice(5))}`;
  const [, host, scheme, rest] =
    /^https:\/\/([^/?#]*)\.([a-z][a-z0-9+-]*)\.stand-in\.test(.*)$/i.exec(address) ?? [];
  return host === undefined || scheme === undefined ? address : `${scheme}://${host}${rest ?? ''}`;
}
