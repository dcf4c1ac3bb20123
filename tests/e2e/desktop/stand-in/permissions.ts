import type { DevTools } from './devtools.ts';
import type { SessionParts } from './session.ts';

/** Electron's names of what pages ask for, and Chromium's. */
const ASKED: readonly (readonly [string, string])[] = [
  ['notifications', 'notifications'],
  ['geolocation', 'geolocation'],
  ['media', 'microphone'],
  ['media', 'camera'],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-sanitized-write', 'clipboard-write'],
];

/** Gives the page what the app's own handler gives it, and nothing else. */
export async function applyPermissions(
  browser: DevTools,
  { check }: SessionParts['asked'],
  addresses: { readonly app: string; readonly web: string },
): Promise<void> {
  for (const [permission, name] of ASKED) {
    const setting = check?.(null, permission, addresses.app) === false ? 'denied' : 'granted';
    const { origin } = new URL(addresses.web);
    await browser.send('Browser.setPermission', { permission: { name }, setting, origin });
  }
}
