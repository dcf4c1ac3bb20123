/** One page of Chromium as a window of the app: its preload script, its messages, its requests, its going elsewhere. */
import { randomBytes, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fromWeb } from './addresses.ts';
import type { DevTools, DevToolsSession } from './devtools.ts';
import {
  pageWorld,
  preloadWorld,
  worldBridge,
  type FromPage,
  type PreloadSetting,
  type ToPage,
} from './page-runtime.ts';
import type { Carrier, PortEnd } from './ports.ts';
import { note } from './record.ts';
import type { SchemeHandler } from './session.ts';
import { fromWire, toWire } from './wire.ts';

export interface Going {
  readonly url: string;
  readonly isRedirect: boolean;
  readonly isMainFrame: boolean;
}

/** What the page brings about in the main process. */
export interface PageListener {
  /** The main frame shows another page from now on. */
  onNavigated(url: string): void;
  /** A page, or a frame within it, wants to be somewhere else; false keeps it where it is. */
  mayNavigate(going: Going): boolean;
  onNavigating(): void;
  onWindowOpen(url: string): void;
  onLoaded(): void;
  onCrashed(): void;
  onPreloadFailed(message: string): void;
  /** `isMainFrame`: of the page itself, not of a frame within it. */
  invoke(isMainFrame: boolean, channel: string, args: unknown[]): Promise<unknown>;
}

export interface PageLink {
  /** At an address that Chromium knows. */
  load(url: string): Promise<void>;
  reload(): void;
  send(channel: string, args: readonly unknown[], ports: readonly PortEnd[]): void;
  close(): void;
}

export interface PageLinkOptions {
  readonly devtools: DevTools;
  readonly preload: string | undefined;
  readonly schemes: ReadonlyMap<string, SchemeHandler>;
  readonly listener: PageListener;
}

const WORLD = 'Electron Isolated Context';
const setting: PreloadSetting = {
  binding: '__standInBinding',
  deliver: '__standInDeliver',
  platform: process.platform,
};

interface Context {
  readonly id: number;
  readonly name: string;
  readonly auxData?: { readonly frameId?: string };
}
interface PausedRequest {
  readonly requestId: string;
  readonly frameId: string;
  readonly resourceType: string;
  readonly redirectedRequestId?: string;
  readonly request: {
    readonly url: string;
    readonly method: string;
    readonly headers: Record<string, string>;
  };
}

export async function openPage({ devtools, preload, schemes, listener }: PageLinkOptions): Promise<PageLink> {
  const { targetId } = await createPage(devtools);
  const page = await devtools.attach(targetId);
  const mainFrame = targetId;
  const contexts = new Map<number, Context>();
  const ends = new Map<string, PortEnd>();
  let preloadContext: number | undefined;
  /** The app itself has asked for the next page. */
  let isOrdered = false;

  const deliver = (message: ToPage, contextId = preloadContext): void => {
    if (contextId === undefined) return;
    const expression = `globalThis.${setting.deliver}?.(${JSON.stringify(message)})`;
    // A page that is being left hears nothing more.
    page.send('Runtime.evaluate', { contextId, expression }).catch(() => undefined);
  };
  const carrier: Carrier = {
    bind: (id, end) => void ends.set(id, end),
    send: (id, wire) => deliver({ kind: 'port', id, wire }),
    close: (id) => deliver({ kind: 'port-closed', id }),
  };
  const leavePage = (): void => {
    preloadContext = undefined;
    for (const end of ends.values()) end.other?.closeFromAfar();
    ends.clear();
  };
  const hear = (message: FromPage, contextId: number): void => {
    switch (message.kind) {
      case 'invoke': {
        const isMainFrame = contexts.get(contextId)?.auxData?.frameId === mainFrame;
        const reply = (isOk: boolean, value: unknown): void =>
          deliver({ kind: 'reply', id: message.id, isOk, wire: toWire(value) }, contextId);
        listener.invoke(isMainFrame, message.channel, message.wires.map(fromWire)).then(
          (value) => reply(true, value),
          (error: unknown) =>
            reply(false, `Error invoking remote method '${message.channel}': ${String(error)}`),
        );
        return;
      }
      case 'port':
        ends.get(message.id)?.other?.arrive(message.wire);
        return;
      case 'port-closed':
        ends.get(message.id)?.other?.closeFromAfar();
        return;
      case 'preload-failed':
        listener.onPreloadFailed(message.message);
    }
  };

  page.on('Runtime.executionContextCreated', ({ context }: { context: Context }) => {
    contexts.set(context.id, context);
    if (context.name === WORLD && context.auxData?.frameId === mainFrame) preloadContext = context.id;
  });
  page.on('Runtime.executionContextsCleared', () => contexts.clear());
  page.on('Runtime.bindingCalled', (call: { name: string; payload: string; executionContextId: number }) => {
    if (call.name === setting.binding) hear(JSON.parse(call.payload) as FromPage, call.executionContextId);
  });
  page.on('Page.frameNavigated', ({ frame }: { frame: { id: string; url: string } }) => {
    if (frame.id === mainFrame) listener.onNavigated(fromWeb(frame.url));
  });
  page.on('Page.navigatedWithinDocument', ({ frameId, url }: { frameId: string; url: string }) => {
    if (frameId === mainFrame) listener.onNavigated(fromWeb(url));
  });
  // What a page has made itself is asked of nobody, so a frame within it is heard of here; one that must not is emptied.
  page.on('Page.frameStartedNavigating', ({ frameId, ...started }: { frameId: string; url: string }) => {
    if (frameId === mainFrame || started.url === 'about:blank') return;
    const going = { url: fromWeb(started.url), isRedirect: false, isMainFrame: false };
    if (!listener.mayNavigate(going))
      page.send('Page.navigate', { frameId, url: 'about:blank' }).catch(() => undefined);
  });
  page.on('Page.loadEventFired', () => listener.onLoaded());
  page.on('Page.windowOpen', ({ url }: { url: string }) => listener.onWindowOpen(fromWeb(url)));
  page.on('Inspector.targetCrashed', () => listener.onCrashed());
  page.on('Fetch.requestPaused', (paused: PausedRequest) => {
    // A page that was closed meanwhile waits for no answer.
    void answerRequest(paused).catch(() => undefined);
  });

  async function answerRequest({ requestId, request, ...paused }: PausedRequest): Promise<void> {
    const url = fromWeb(request.url);
    const isDocument = paused.resourceType === 'Document';
    if (isDocument && paused.frameId === mainFrame) {
      const going = { url, isRedirect: paused.redirectedRequestId !== undefined, isMainFrame: true };
      if (!isOrdered && !listener.mayNavigate(going)) {
        await page.send('Fetch.failRequest', { requestId, errorReason: 'Aborted' });
        return;
      }
      isOrdered = false;
      leavePage();
      listener.onNavigating();
    }
    const handler = schemes.get(url.split(':', 1)[0] ?? '');
    if (handler) await answerWith(page, requestId, await handler(requestOf(url, request)));
    else if (/^(data|blob|about):/.test(url)) await page.send('Fetch.continueRequest', { requestId });
    else {
      note('blockedRequest', { url });
      await page.send('Fetch.failRequest', { requestId, errorReason: 'InternetDisconnected' });
    }
  }

  await page.send('Page.enable');
  await page.send('Runtime.enable');
  await page.send('Inspector.enable');
  await page.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] });
  await page.send('Runtime.addBinding', { name: setting.binding, executionContextName: WORLD });
  for (const script of preload === undefined ? [] : preloadScripts(preload))
    await page.send('Page.addScriptToEvaluateOnNewDocument', script);

  const order = (): void => {
    isOrdered = true;
  };
  return {
    load: async (url) => {
      order();
      await page.send('Page.navigate', { url });
    },
    reload: () => {
      order();
      page.send('Page.reload').catch(() => undefined);
    },
    send: (channel, args, given) => {
      const ids = given.map(() => randomUUID());
      deliver({ kind: 'event', channel, wires: args.map(toWire), ports: ids });
      for (const [index, port] of given.entries()) port.moveTo(carrier, ids[index] ?? '');
    },
    close: () => {
      leavePage();
      devtools.send('Target.closeTarget', { targetId }).catch(() => undefined);
    },
  };
}

/** Pages that the app has ordered, and orders under way. */
const own = new Set<string>();
const ordered = new Set<Promise<unknown>>();

async function createPage(devtools: DevTools): Promise<{ targetId: string }> {
  const ordering = devtools.send<{ targetId: string }>('Target.createTarget', { url: 'about:blank' });
  ordered.add(ordering);
  const page = await ordering;
  own.add(page.targetId);
  ordered.delete(ordering);
  return page;
}

/** Chromium opens a page's new windows all by itself; what the app says of it has been heard by then. */
export async function closePopups(browser: DevTools): Promise<void> {
  let isPresent = true;
  browser.on('Target.targetCreated', ({ targetInfo }: { targetInfo: { targetId: string; type: string } }) => {
    const { targetId, type } = targetInfo;
    if (isPresent) own.add(targetId);
    else
      void Promise.allSettled(ordered).then(async () => {
        if (type === 'page' && !own.has(targetId))
          await browser.send('Target.closeTarget', { targetId }).catch(() => undefined);
      });
  });
  await browser.send('Target.setDiscoverTargets', { discover: true });
  isPresent = false;
}

const requestOf = (url: string, { method, headers }: PausedRequest['request']): Request =>
  new Request(url, { method, headers });

async function answerWith(page: DevToolsSession, requestId: string, response: Response): Promise<void> {
  await page.send('Fetch.fulfillRequest', {
    requestId,
    responseCode: response.status,
    responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
    body: Buffer.from(await response.arrayBuffer()).toString('base64'),
  });
}

/** For both worlds of every page that the window will show. */
function preloadScripts(path: string): { source: string; worldName?: string }[] {
  const secret = randomBytes(8).toString('hex');
  const bridge = (to: string, from: string): string =>
    `(${worldBridge.toString()})(${JSON.stringify(to + secret)}, ${JSON.stringify(from + secret)})`;
  const here = "if (window === window.top && location.href !== 'about:blank')";
  const preload = `function (require, module, process) { const exports = module.exports; ${readFileSync(path, 'utf8')}\n}`;
  const wire = `(() => { ${isPlainSource} const toWire = ${toWire.toString()}; const fromWire = ${fromWire.toString()}; return { toWire, fromWire }; })()`;
  return [
    { source: `${here} (${pageWorld.toString()})(${bridge('page', 'preload')})` },
    {
      worldName: WORLD,
      source: `${here} (${preloadWorld.toString()})({ bridge: ${bridge('preload', 'page')}, wire: ${wire}, setting: ${JSON.stringify(setting)}, preload: ${preload} })`,
    },
  ];
}
const isPlainSource =
  'const isPlain = (part) => [Object.prototype, null].includes(Object.getPrototypeOf(part));';
