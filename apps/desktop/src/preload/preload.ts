/** Built as one CommonJS file: a sandboxed window loads nothing else. It gives the window the bridge and no more. */
import { contextBridge, ipcRenderer, webUtils } from 'electron';
import { BRIDGE, channels, PORT_MESSAGE, type DesktopBridge } from '../ipc/bridge.ts';
import type { EngineAnswer } from '../ipc/channel.ts';

const bridge: DesktopBridge = {
  isMac: process.platform === 'darwin',
  call: (procedure, input) => ipcRenderer.invoke(channels.call, procedure, input) as Promise<EngineAnswer>,
  listen: (listener) => {
    // Electron's own event would hand the sender to the window.
    const tell = (_event: unknown, event: unknown): void => listener(event);
    ipcRenderer.on(channels.event, tell);
    return () => void ipcRenderer.off(channels.event, tell);
  },
  sourceOf: (file) => ipcRenderer.invoke(channels.drop, webUtils.getPathForFile(file as File)),
};
contextBridge.exposeInMainWorld(BRIDGE, bridge);

// Only this window hears it, and only while it shows this very page.
ipcRenderer.on(channels.port, ({ ports }) => window.postMessage(PORT_MESSAGE, '/', ports));
