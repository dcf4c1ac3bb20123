/**
 * The worst of networks between devices and servers. Requests to sync get lost, wait, arrive twice at two servers, or
 * are cut off; answers get lost or break off in the middle; streams end when they like. Everything else passes.
 */
import {
  createServer,
  request,
  type ClientRequest,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { buffer } from 'node:stream/consumers';
import { pause } from './waits.ts';
import type { Random } from './random.ts';

const faults = ['lostRequest', 'cutRequest', 'late', 'repeated', 'lostAnswer', 'cutAnswer'] as const;
export type Fault = (typeof faults)[number];

export interface HostileProxy {
  /** Until this is said, and after it is taken back, everything passes. */
  setHostile(isHostile: boolean): void;
  /** How often each thing has happened. */
  readonly counts: ReadonlyMap<Fault, number>;
  stop(): Promise<void>;
}

export interface ProxyOptions {
  readonly port: number;
  /** Ports of the servers that are up. */
  readonly servers: () => readonly number[];
  readonly random: Random;
}

const FAULTY_SHARE = 0.25;
const LATE_MS = 400;
const STREAM_MS = 3_000;

interface Asked {
  readonly message: IncomingMessage;
  readonly body: Buffer;
}

export async function startHostileProxy({ port, servers, random }: ProxyOptions): Promise<HostileProxy> {
  const counts = new Map<Fault, number>();
  let isHostile = false;

  const pickServer = (): number | null => {
    const up = servers();
    return up.length === 0 ? null : random.pick(up);
  };

  const pickFault = (message: IncomingMessage): Fault | null => {
    if (!isHostile || !message.url?.startsWith('/trpc/') || random.next() >= FAULTY_SHARE) return null;
    const fault = random.pick(faults);
    counts.set(fault, (counts.get(fault) ?? 0) + 1);
    return fault;
  };

  const serve = async (message: IncomingMessage, response: ServerResponse): Promise<void> => {
    const asked: Asked = { message, body: await buffer(message) };
    const server = pickServer();
    const fault = pickFault(message);
    if (server === null || fault === 'lostRequest') return void response.destroy();
    if (fault === 'late') await pause(random.between(0, LATE_MS));
    if (fault === 'cutRequest') {
      await sendPart(server, asked);
      return void response.destroy();
    }
    const second = fault === 'repeated' ? pickServer() : null;
    const answers = await Promise.all(
      [server, ...(second === null ? [] : [second])].map((to) => send(to, asked)),
    );
    if (answers.some(isStream)) return passOn(answers, response);
    const bodies = await Promise.all(answers.map((each) => buffer(each)));
    const [answer, received] = [answers.at(-1), bodies.at(-1)];
    if (!answer || !received || fault === 'lostAnswer') return void response.destroy();
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    if (fault !== 'cutAnswer') return void response.end(received);
    response.write(received.subarray(0, Math.floor(received.length / 2)));
    setImmediate(() => response.destroy());
  };

  /** A stream ends when one of its ends does, or when the network likes. */
  const passOn = ([answer, ...others]: readonly IncomingMessage[], response: ServerResponse): void => {
    for (const other of others) other.destroy();
    if (!answer) return;
    response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
    answer.on('error', () => response.destroy());
    answer.pipe(response);
    response.on('close', () => answer.destroy());
    if (isHostile) setTimeout(() => response.destroy(), random.between(0, STREAM_MS)).unref();
  };

  const proxy = createServer((message, response) => {
    // Whoever asked has gone away.
    message.on('error', () => response.destroy());
    serve(message, response).catch(() => response.destroy());
  });
  await new Promise<void>((resolve, reject) => {
    proxy.once('error', reject);
    proxy.listen(port, '127.0.0.1', resolve);
  });
  return {
    setHostile: (next) => {
      isHostile = next;
    },
    counts,
    stop: async () => {
      proxy.closeAllConnections();
      await new Promise<void>((resolve) => proxy.close(() => resolve()));
    },
  };
}

const isStream = ({ headers }: IncomingMessage): boolean =>
  headers['content-type']?.startsWith('text/event-stream') === true;

const open = (port: number, { method, url, rawHeaders }: IncomingMessage): ClientRequest =>
  request({ host: '127.0.0.1', port, method, path: url, headers: rawHeaders, agent: false });

/** Answers with the head; the body is still to come. */
const send = (port: number, { message, body }: Asked): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const upstream = open(port, message);
    upstream.once('response', resolve);
    upstream.on('error', reject);
    upstream.end(body);
  });

/** The server hears the beginning, and then that the connection broke. */
const sendPart = (port: number, { message, body }: Asked): Promise<void> =>
  new Promise((resolve) => {
    const upstream = open(port, message);
    upstream.on('error', () => resolve());
    upstream.once('close', () => resolve());
    upstream.write(body.subarray(0, Math.floor(body.length / 2)), () => upstream.destroy());
  });
