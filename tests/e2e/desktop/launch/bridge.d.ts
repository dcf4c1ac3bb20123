import type { DesktopBridge } from '../../../../apps/desktop/src/ipc/bridge.ts';

declare global {
  interface Window {
    /** Put there by the preload script. */
    readonly educrowd: DesktopBridge;
  }
}
