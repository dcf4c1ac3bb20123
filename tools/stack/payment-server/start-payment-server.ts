/**
 * A payment provider on this computer, for development, demonstrations and tests: it speaks the part of Stripe's HTTP
 * that the product uses, keeps state, has its own card page and sends signed webhooks. The real SDK talks to it, and
 * nothing in the product knows the difference.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { cardPage, closedPage, nothingPage, styleSheet } from './card-page.ts';
import { createEventDelivery, type EventDelivery } from './deliver-events.ts';
import { createPaymentDesk, StripeRefusal, type PaymentDesk } from './payment-desk.ts';
import { openPaymentStore, type PaymentStore } from './payment-store.ts';
import type { Session } from './payment-objects.ts';
import { createStripeApi, type ApiRequest } from './stripe-api.ts';
import { findTestCard } from './test-cards.ts';

export interface PaymentServerOptions {
  /** 0 takes a free one. */
  readonly port: number;
  readonly secretKey: string;
  readonly webhookSecret: string;
  /** Without it, everything is forgotten at the end. */
  readonly folder?: string;
}

export interface PaymentServer {
  readonly origin: string;
  readonly secretKey: string;
  readonly webhookSecret: string;
  readonly desk: PaymentDesk;
  readonly delivery: EventDelivery;
  readonly store: Pick<PaymentStore, 'sessions' | 'payments' | 'events'>;
  stop(): Promise<void>;
}

const SWEEP_MS = 1_000;
const MAX_BODY_BYTES = 100_000;

export async function startPaymentServer(options: PaymentServerOptions): Promise<PaymentServer> {
  const { secretKey, webhookSecret } = options;
  const store = openPaymentStore(options.folder);
  const delivery = createEventDelivery(store, webhookSecret);
  const server = createServer();
  const port = await listen(server, options.port);
  const origin = `http://localhost:${port}`;
  const desk = createPaymentDesk(store, {
    pageUrl: (session) => `${origin}/pay/${session.id}`,
    onEvent: delivery.send,
  });
  const api = createStripeApi(desk, { store, secretKey });
  server.on('request', (request, response) => {
    answer(request, response).catch((error: unknown) => {
      console.error(error);
      response.writeHead(500).end();
    });
  });

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', origin);
    const body = await bodyOf(request);
    if (url.pathname === '/style.css')
      return send(response, { status: 200, body: styleSheet(), type: 'text/css; charset=utf-8' });
    const sessionId = /^\/pay\/([^/]+)$/.exec(url.pathname)?.[1];
    if (sessionId !== undefined) return pay({ sessionId, request, response, body });
    if (!url.pathname.startsWith('/v1/')) return send(response, { status: 404, body: nothingPage() });
    const { status, body: json } = api(apiRequest(request, url, body));
    return send(response, { status, body: JSON.stringify(json), type: 'application/json' });
  }

  function pay({ sessionId, request, response, body }: PageRequest): void {
    let session: Session;
    try {
      session = desk.findSession(sessionId);
    } catch (error) {
      if (error instanceof StripeRefusal) return send(response, { status: 404, body: nothingPage() });
      throw error;
    }
    if (session.status !== 'open') return send(response, { status: 200, body: closedPage(session) });
    if (request.method !== 'POST') return send(response, { status: 200, body: cardPage({ session }) });
    const number = new URLSearchParams(body).get('number') ?? '';
    const card = findTestCard(number);
    const problem = card ? desk.pay(session, card) : 'This is none of the cards for testing.';
    if (problem !== null)
      return send(response, { status: 402, body: cardPage({ session, number, problem }) });
    response.writeHead(303, { location: session.successUrl }).end();
  }

  const sweeping = setInterval(desk.sweep, SWEEP_MS);
  sweeping.unref();
  return {
    origin,
    secretKey,
    webhookSecret,
    desk,
    delivery,
    store,
    async stop() {
      clearInterval(sweeping);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeAllConnections();
      await Promise.all([closed, delivery.stop()]);
      store.close();
    },
  };
}

interface PageRequest {
  readonly sessionId: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly body: string;
}

const apiRequest = (request: IncomingMessage, url: URL, body: string): ApiRequest => {
  const key = request.headers['idempotency-key'];
  return {
    method: request.method ?? 'GET',
    path: url.pathname,
    query: url.searchParams,
    body,
    authorization: request.headers.authorization ?? '',
    idempotencyKey: typeof key === 'string' ? key : null,
  };
};

const html = 'text/html; charset=utf-8';

interface Content {
  readonly status: number;
  readonly body: string;
  readonly type?: string;
}

function send(response: ServerResponse, { status, body, type = html }: Content): void {
  response
    .writeHead(status, {
      'content-type': type,
      'cache-control': 'no-store',
      'content-security-policy':
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
    })
    .end(body);
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > MAX_BODY_BYTES) throw new Error('a request to the payment server is too large');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

const listen = (server: Server, port: number): Promise<number> =>
  new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
