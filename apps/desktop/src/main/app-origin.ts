/** The one page of the app, and who may speak in its name. */

export const APP_SCHEME = 'app';
const APP_HOST = 'bundle';
export const APP_PAGE = `${APP_SCHEME}://${APP_HOST}/index.html`;

export function isAppAddress(address: string): boolean {
  const url = URL.parse(address);
  return url !== null && url.protocol === `${APP_SCHEME}:` && url.host === APP_HOST;
}

/** The page itself, at whatever screen. */
export const isAppPage = (address: string): boolean =>
  isAppAddress(address) && URL.parse(address)?.pathname === '/index.html';

/** A document that the page made itself, `blob:app://bundle/…`. */
export const isMadeByApp = (address: string): boolean =>
  address.startsWith(`blob:${APP_SCHEME}://${APP_HOST}/`);

/** Of a message from a window. The frame is null when it is gone by now. */
interface Message {
  readonly sender: { readonly mainFrame: unknown };
  readonly senderFrame: { readonly url: string } | null;
}

/** Only the page itself may ask for anything: no frame within it, and no other page that its window might show. */
export const isFromApp = ({ sender, senderFrame }: Message): boolean =>
  senderFrame !== null && senderFrame === sender.mainFrame && isAppPage(senderFrame.url);
