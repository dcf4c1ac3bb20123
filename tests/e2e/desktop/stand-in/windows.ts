/** Windows and what they show. An insecure setting is refused; without a browser the windows have no page. */
import { EventEmitter } from 'node:events';
import { toWeb } from './addresses.ts';
import type { Life } from './app.ts';
import type { DevTools } from './devtools.ts';
import { openPage, type Going, type PageLink, type PageListener } from './page-link.ts';
import { applyPermissions } from './permissions.ts';
import type { PortEnd } from './ports.ts';
import { note } from './record.ts';
import type { SessionParts } from './session.ts';
import { strict } from './strict.ts';

interface Emitter {
  emit(event: string, ...args: unknown[]): boolean;
}
interface WindowOptions {
  readonly show?: boolean;
  readonly width?: number;
  readonly height?: number;
  readonly x?: number;
  readonly y?: number;
  readonly webPreferences?: Readonly<Record<string, unknown>>;
}
type OpenHandler = (details: { url: string }) => { action: string };
type Handler = (event: object, ...args: unknown[]) => unknown;

export interface WindowParts {
  readonly app: Emitter;
  readonly life: Life;
  readonly session: SessionParts;
  /** Null: nothing is drawn. */
  devtools(): DevTools | null;
  isQuitting(): boolean;
}

/** Settings that Electron's list of security advice forbids. */
const INSECURE: Readonly<Record<string, unknown>> = {
  sandbox: false,
  contextIsolation: false,
  nodeIntegration: true,
  nodeIntegrationInWorker: true,
  nodeIntegrationInSubFrames: true,
  webSecurity: false,
  allowRunningInsecureContent: true,
  experimentalFeatures: true,
  webviewTag: true,
};

export function createWindows({ app, life, session, devtools, isQuitting }: WindowParts) {
  const windows = new Set<BrowserWindow>();
  const handlers = new Map<string, Handler>();
  let lastId = 0;

  class WebContents extends EventEmitter implements PageListener {
    readonly id = ++lastId;
    readonly mainFrame = { url: '' };
    readonly #link: Promise<PageLink | null>;
    #openHandler: OpenHandler | null = null;
    #isDestroyed = false;
    constructor(preload: string | undefined) {
      super();
      const browser = devtools();
      this.#link = browser
        ? openPage({ devtools: browser, preload, schemes: session.schemes, listener: this })
        : Promise.resolve(null);
      app.emit('web-contents-created', {}, this);
    }

    getURL(): string {
      return this.mainFrame.url;
    }
    isDestroyed(): boolean {
      return this.#isDestroyed;
    }
    setWindowOpenHandler(handler: OpenHandler): void {
      this.#openHandler = handler;
    }
    send(channel: string, ...args: unknown[]): void {
      note('sent', { channel, args });
      void this.#link.then((link) => link?.send(channel, args, []));
    }
    postMessage(channel: string, message: unknown, ports: PortEnd[] = []): void {
      note('sent', { channel, args: [message] });
      void this.#link.then((link) => link?.send(channel, [message], ports));
    }
    async loadURL(url: string): Promise<void> {
      const link = await this.#link;
      const browser = devtools();
      const web = toWeb(url, [...session.schemes.keys()]);
      if (browser && web !== url) await applyPermissions(browser, session.asked, { app: url, web });
      if (link) await link.load(web);
      else {
        this.mainFrame.url = url;
        this.emit('did-finish-load');
      }
    }
    reload(): void {
      void this.#link.then((link) => link?.reload());
    }
    undo(): void {
      note('undo');
    }
    redo(): void {
      note('redo');
    }
    destroy(): void {
      this.#isDestroyed = true;
      void this.#link.then((link) => link?.close());
      this.emit('destroyed');
    }

    onNavigated(url: string): void {
      this.mainFrame.url = url;
    }
    onNavigating(): void {
      this.emit('did-start-navigation', { isMainFrame: true, isSameDocument: false });
    }
    mayNavigate({ url, isRedirect, isMainFrame }: Going): boolean {
      // Of a frame within, Electron tells with the first alone.
      const ofPage = isMainFrame ? ['will-navigate'] : [];
      const events = isRedirect ? ['will-redirect'] : ['will-frame-navigate', ...ofPage];
      return events.every((event) => !this.isPrevented(event, { url, isMainFrame }));
    }
    /** Whether a listener forbids it. */
    isPrevented(event: string, details: object): boolean {
      let isPrevented = false;
      this.emit(event, { ...details, preventDefault: () => (isPrevented = true) });
      return isPrevented;
    }
    /** What comes of the page's wish for another window. */
    onWindowOpen(url: string): string {
      const { action } = this.#openHandler?.({ url }) ?? { action: 'allow' };
      if (action !== 'deny') note('violation', { what: 'a second window', url });
      return action;
    }
    onLoaded(): void {
      if (this.mainFrame.url === '' || this.mainFrame.url === 'about:blank') return;
      this.emit('did-finish-load');
    }
    onCrashed(): void {
      const details = { reason: 'crashed', exitCode: 5 };
      this.emit('render-process-gone', {}, details);
      app.emit('render-process-gone', {}, this, details);
    }
    onPreloadFailed(message: string): void {
      note('violation', { what: 'the preload script failed', message });
    }
    invoke(isMainFrame: boolean, channel: string, args: unknown[]): Promise<unknown> {
      return invoke(channel, { sender: this, senderFrame: isMainFrame ? this.mainFrame : { url: '' } }, args);
    }
  }

  class BrowserWindow extends EventEmitter {
    readonly options: WindowOptions;
    readonly webContents: WebContents;
    #isDestroyed = false;
    #isMaximized = false;
    #isMinimized = false;
    constructor(options: WindowOptions = {}) {
      super();
      if (!life.isReady) throw new Error('Cannot create BrowserWindow before app is ready');
      const { webPreferences = {} } = options;
      for (const [name, value] of Object.entries(INSECURE))
        if (webPreferences[name] === value)
          throw new Error(`webPreferences.${name} = ${String(value)} is refused`);
      this.options = options;
      const { preload } = webPreferences;
      this.webContents = new WebContents(preload === undefined ? undefined : String(preload));
      this.webContents.once('did-finish-load', () => this.emit('ready-to-show'));
      windows.add(this);
    }
    static getAllWindows(): BrowserWindow[] {
      return [...windows];
    }
    static fromWebContents(contents: WebContents): BrowserWindow | null {
      return [...windows].find((each) => each.webContents === contents) ?? null;
    }
    loadURL(url: string): Promise<void> {
      return this.webContents.loadURL(url);
    }
    show(): void {
      note('show');
    }
    focus(): void {
      note('focus');
    }
    isMinimized(): boolean {
      return this.#isMinimized;
    }
    minimize(): void {
      this.#isMinimized = true;
    }
    restore(): void {
      this.#isMinimized = false;
    }
    maximize(): void {
      this.#isMaximized = true;
    }
    isMaximized(): boolean {
      return this.#isMaximized;
    }
    getNormalBounds(): { x: number; y: number; width: number; height: number } {
      const { x = 0, y = 0, width = 800, height = 600 } = this.options;
      return { x, y, width, height };
    }
    isDestroyed(): boolean {
      return this.#isDestroyed;
    }
    close(): void {
      let isPrevented = false;
      this.emit('close', { preventDefault: () => (isPrevented = true) });
      if (!isPrevented) this.destroy();
    }
    destroy(): void {
      if (this.#isDestroyed) return;
      this.#isDestroyed = true;
      windows.delete(this);
      this.webContents.destroy();
      this.emit('closed');
      if (windows.size === 0 && !isQuitting()) app.emit('window-all-closed');
    }
  }
  life.closeWindows = () => {
    for (const window of windows) window.close();
    return windows.size === 0;
  };

  const invoke = async (channel: string, event: object, args: unknown[]): Promise<unknown> => {
    const handler = handlers.get(channel);
    if (!handler) throw new Error(`No handler registered for '${channel}'`);
    return handler(event, ...args);
  };
  const ipcMain = strict('ipcMain', {
    handle: (channel: string, handler: Handler) => {
      if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`);
      handlers.set(channel, handler);
    },
  });
  return { BrowserWindow, ipcMain, invoke };
}
