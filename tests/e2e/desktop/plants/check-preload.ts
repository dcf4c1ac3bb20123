import { runInNewContext } from 'node:vm';
import { expect } from '@playwright/test';

type Listener = (event: unknown, ...args: unknown[]) => void;
interface Bridge {
  call(procedure: string, input: unknown): unknown;
  sourceOf(file: unknown): unknown;
  listen(listener: (event: unknown) => void): () => void;
}

/** Runs the preload script with an Electron that notes what it is asked, and throws when it gives away too much. */
export function checkPreload(text: string): void {
  const exposed: Record<string, object> = {};
  const listeners: Record<string, Listener> = {};
  const invoked: unknown[] = [];
  const posted: unknown[] = [];
  const dropped = { name: 'Botany' };
  const electron = {
    contextBridge: { exposeInMainWorld: (name: string, api: object) => void (exposed[name] = api) },
    ipcRenderer: {
      invoke: (...args: unknown[]) => invoked.push(args),
      on: (channel: string, listener: Listener) => void (listeners[channel] = listener),
      off: (channel: string) => void Reflect.deleteProperty(listeners, channel),
    },
    webUtils: { getPathForFile: (file: unknown) => (file === dropped ? '/courses/Botany' : '') },
  };
  runInNewContext(text, {
    require: (name: string) => (name === 'electron' ? electron : undefined),
    process: { platform: 'linux' },
    window: { postMessage: (...args: unknown[]) => posted.push(args) },
  });

  expect(Object.keys(exposed)).toEqual(['educrowd']);
  const bridge = exposed['educrowd'] as Bridge;
  expect(Object.keys(bridge).toSorted()).toEqual(['call', 'isMac', 'listen', 'sourceOf']);

  // Whatever a page calls, it goes into the one channel whose messages are checked.
  bridge.call('some-other-channel', 1);
  expect(invoked).toEqual([['window-call', 'some-other-channel', 1]]);

  // Where a file lies is what the system says, whatever the page says.
  bridge.sourceOf(dropped);
  bridge.sourceOf('/etc/passwd');
  expect(invoked.slice(1)).toEqual([
    ['window-drop', '/courses/Botany'],
    ['window-drop', ''],
  ]);

  const heard: unknown[] = [];
  const stop = bridge.listen((...args: unknown[]) => heard.push(args));
  listeners['window-event']?.({ sender: 'Electron itself' }, { type: 'command', id: 'undo' });
  expect(heard).toEqual([[{ type: 'command', id: 'undo' }]]);
  stop();
  expect(Object.keys(listeners)).toEqual(['engine-port']);

  listeners['engine-port']?.({ ports: ['a port'] });
  expect(posted).toEqual([['educrowd:engine-port', '/', ['a port']]]);
}
