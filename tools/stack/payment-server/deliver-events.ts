/** Sends events to the product, signed as Stripe signs them; also twice, late and out of order when asked to. */
import { createHmac } from 'node:crypto';
import { request as httpRequest } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { eventObject, nowSeconds, type PaymentEvent } from './payment-objects.ts';
import type { PaymentStore } from './payment-store.ts';

export interface EventDelivery {
  /** From now on; events of before that were not delivered go first. Null: nobody listens. */
  deliverTo(url: string | null): void;
  send(event: PaymentEvent): void;
  /** Keeps events back until `release`. */
  hold(): void;
  /** Sends what was kept back: each event `copies` times, in the order that `arrange` makes of them. */
  release(options?: {
    readonly copies?: number;
    readonly arrange?: (events: readonly PaymentEvent[]) => readonly PaymentEvent[];
  }): Promise<void>;
  stop(): Promise<void>;
}

/** Of real providers it is hours; here somebody is waiting. */
const RETRY_MS = [500, 2_000, 10_000, 30_000, 60_000];
const AT_ONCE = 8;

export function createEventDelivery(store: PaymentStore, webhookSecret: string): EventDelivery {
  const stopping = new AbortController();
  const underWay = new Set<Promise<void>>();
  let target: string | null = null;
  let held: PaymentEvent[] | null = null;

  async function deliver(event: PaymentEvent): Promise<void> {
    for (const waitMs of [0, ...RETRY_MS]) {
      if (waitMs > 0) await sleep(waitMs, undefined, { signal: stopping.signal, ref: false });
      if (target === null || stopping.signal.aborted) return;
      if (await post(target, event, webhookSecret)) {
        event.isDelivered = true;
        store.changed();
        return;
      }
    }
  }
  function start(event: PaymentEvent): Promise<void> {
    const delivery = deliver(event)
      .catch(() => undefined) // Interrupted: the event stays undelivered, and goes out with the next start.
      .finally(() => underWay.delete(delivery));
    underWay.add(delivery);
    return delivery;
  }

  return {
    deliverTo(url) {
      target = url;
      if (url !== null) for (const event of store.events) if (!event.isDelivered) void start(event);
    },
    send(event) {
      if (held) held.push(event);
      else void start(event);
    },
    hold: () => void (held ??= []),
    async release({ copies = 1, arrange = (events: readonly PaymentEvent[]) => events } = {}) {
      const events = held ?? [];
      held = null;
      const queue = [...arrange(Array.from({ length: copies }, () => events).flat())];
      const sendQueued = async (): Promise<void> => {
        for (let event = queue.shift(); event; event = queue.shift()) await start(event);
      };
      await Promise.all(Array.from({ length: AT_ONCE }, sendQueued));
    },
    async stop() {
      target = null;
      stopping.abort();
      await Promise.all(underWay);
    },
  };
}

/** `stripe-signature`: the time and a keyed hash of time and body. */
function signatureOf(body: string, webhookSecret: string, at = nowSeconds()): string {
  return `t=${at},v1=${createHmac('sha256', webhookSecret).update(`${at}.${body}`).digest('hex')}`;
}

/** Whether the product has taken it. */
function post(target: string, event: PaymentEvent, webhookSecret: string): Promise<boolean> {
  const body = JSON.stringify(eventObject(event));
  const url = new URL(target);
  return new Promise((resolve) => {
    const request = httpRequest(
      {
        method: 'POST',
        host: '127.0.0.1',
        port: url.port,
        path: url.pathname,
        agent: false,
        timeout: 10_000,
        headers: {
          host: url.host,
          'content-type': 'application/json; charset=utf-8',
          'content-length': String(Buffer.byteLength(body)),
          'stripe-signature': signatureOf(body, webhookSecret),
        },
      },
      (answer) => {
        answer.resume();
        answer.on('end', () => resolve((answer.statusCode ?? 500) < 300));
        answer.on('error', () => resolve(false));
      },
    );
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
    request.end(body);
  });
}
