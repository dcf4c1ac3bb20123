/** Custom schemes, and what a session permits. */
import { EventEmitter } from 'node:events';
import type { Life } from './app.ts';
import { strict } from './strict.ts';

export type SchemeHandler = (request: Request) => Promise<Response> | Response;
export interface Privileged {
  readonly scheme: string;
  readonly privileges: Readonly<Record<string, boolean>>;
}
type AskPermission = (contents: unknown, permission: string, answer: (isGiven: boolean) => void) => void;
type CheckPermission = (contents: unknown, permission: string, origin: string) => boolean;

export function createSession(life: Life) {
  const schemes = new Map<string, SchemeHandler>();
  const privileged: Privileged[] = [];
  const asked: { request?: AskPermission; check?: CheckPermission; device?: () => boolean } = {};

  const protocol = strict('protocol', {
    registerSchemesAsPrivileged: (list: readonly Privileged[]) => {
      if (life.isReady) throw new Error('schemes are registered before the app is ready');
      privileged.push(...list);
    },
    handle: (scheme: string, handler: SchemeHandler) => {
      if (!life.isReady) throw new Error('protocols are handled once the app is ready');
      schemes.set(scheme, handler);
    },
  });
  const defaultSession = strict(
    'session.defaultSession',
    Object.assign(new EventEmitter(), {
      setPermissionRequestHandler: (handler: AskPermission) => {
        asked.request = handler;
      },
      setPermissionCheckHandler: (handler: CheckPermission) => {
        asked.check = handler;
      },
      setDevicePermissionHandler: (handler: () => boolean) => {
        asked.device = handler;
      },
    }),
  );
  return { protocol, session: strict('session', { defaultSession }), schemes, privileged, asked };
}
export type SessionParts = ReturnType<typeof createSession>;
