/** The part of the Stripe HTTP API that the product uses, in Stripe's shapes, with its idempotency keys. */
import { createHash } from 'node:crypto';
import {
  eventObject,
  listObject,
  paymentObject,
  refundList,
  type JsonObject,
  type Session,
} from './payment-objects.ts';
import { invalid, StripeRefusal, type PaymentDesk } from './payment-desk.ts';
import type { PaymentStore } from './payment-store.ts';

export interface ApiRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: string;
  readonly authorization: string;
  readonly idempotencyKey: string | null;
}
export interface ApiAnswer {
  readonly status: number;
  readonly body: JsonObject;
}

export function createStripeApi(
  desk: PaymentDesk,
  { store, secretKey }: { readonly store: PaymentStore; readonly secretKey: string },
): (request: ApiRequest) => ApiAnswer {
  return (request) => {
    try {
      if (request.authorization !== `Bearer ${secretKey}`)
        throw new StripeRefusal(401, { type: 'invalid_request_error', message: 'Invalid API Key provided' });
      return request.method === 'POST' ? once(store, request, () => write(desk, request)) : read(request);
    } catch (error) {
      if (error instanceof StripeRefusal) return { status: error.status, body: error.body };
      throw error;
    }
  };

  function read({ path, query }: ApiRequest): ApiAnswer {
    const [, kind, id] =
      /^\/v1\/(checkout\/sessions|payment_intents|events|refunds)(?:\/([^/]+))?$/.exec(path) ?? [];
    const expand = new Set([...query].filter(([key]) => key.startsWith('expand[')).map(([, value]) => value));
    if (kind === 'checkout/sessions' && id !== undefined) return ok(desk.shown(desk.findSession(id), expand));
    if (kind === 'payment_intents' && id !== undefined)
      return ok(paymentObject(desk.findPayment(id), expand));
    if (kind === 'events' && id === undefined) return ok(eventList(query));
    if (kind === 'refunds' && id === undefined) {
      const { payment, charge } = desk.findCharge(query.get('charge') ?? '');
      const limit = Math.min(Number(query.get('limit') ?? 10), 100);
      return ok(refundList(payment, charge, { limit, after: query.get('starting_after') }));
    }
    throw unknownPath(path);
  }

  /** Newest first, as Stripe lists them. */
  function eventList(query: URLSearchParams): JsonObject {
    const since = Number(query.get('created[gte]') ?? 0);
    const limit = Math.min(Number(query.get('limit') ?? 10), 100);
    const found = store.events.filter((event) => event.created >= since).toReversed();
    const after = query.get('starting_after');
    const start = after === null ? 0 : found.findIndex((event) => event.id === after) + 1;
    const page = found.slice(start, start + limit);
    return listObject(page.map(eventObject), start + limit < found.length);
  }
}

const ok = (body: JsonObject): ApiAnswer => ({ status: 200, body });
const unknownPath = (path: string): StripeRefusal =>
  new StripeRefusal(404, { type: 'invalid_request_error', message: `Unrecognized request URL (${path}).` });

/** The same key with the same words gets the first answer again. */
function once(store: PaymentStore, request: ApiRequest, work: () => ApiAnswer): ApiAnswer {
  const key = request.idempotencyKey;
  if (key === null) return work();
  const fingerprint = createHash('sha256').update(`${request.path}\n${request.body}`).digest('hex');
  const kept = store.answers.get(key);
  if (kept && kept.fingerprint !== fingerprint) {
    throw new StripeRefusal(400, {
      type: 'idempotency_error',
      message: `Keys for idempotent requests can only be used with the same parameters they were first used with (${key}).`,
    });
  }
  if (kept) return kept;
  const answer = work();
  store.answers.set(key, { fingerprint, ...answer });
  store.changed();
  return answer;
}

function write(desk: PaymentDesk, { path, body }: ApiRequest): ApiAnswer {
  const fields = new URLSearchParams(body);
  if (path === '/v1/checkout/sessions') return ok(desk.shown(desk.openSession(sessionOf(fields))));
  const expiring = /^\/v1\/checkout\/sessions\/([^/]+)\/expire$/.exec(path)?.[1];
  if (expiring !== undefined) return ok(desk.shown(desk.expireSession(expiring)));
  if (path === '/v1/refunds') {
    const amount = fields.get('amount');
    return ok(
      desk.refund(fields.get('payment_intent') ?? '', {
        amount: amount === null ? undefined : Number(amount),
        metadata: metadataOf(fields, 'metadata'),
      }),
    );
  }
  throw unknownPath(path);
}

const LINE = 'line_items[0]';

function sessionOf(fields: URLSearchParams): Omit<Session, 'id' | 'created' | 'status' | 'paymentId'> {
  const need = (name: string): string => {
    const value = fields.get(name);
    if (value === null || value === '')
      throw invalid(`Missing required param: ${name}.`, 'parameter_missing');
    return value;
  };
  const address = (name: string): string => {
    if (!URL.canParse(need(name))) throw invalid(`Not a valid URL: ${name}`, 'url_invalid');
    return need(name);
  };
  if (need('mode') !== 'payment' || need(`${LINE}[quantity]`) !== '1')
    throw invalid('This server takes single payments of one item.');
  return {
    amount: Number(need(`${LINE}[price_data][unit_amount]`)),
    currency: need(`${LINE}[price_data][currency]`),
    productName: need(`${LINE}[price_data][product_data][name]`),
    successUrl: address('success_url'),
    cancelUrl: address('cancel_url'),
    expiresAt: Number(need('expires_at')),
    email: fields.get('customer_email'),
    reference: fields.get('client_reference_id'),
    description: fields.get('payment_intent_data[description]'),
    metadata: metadataOf(fields, 'metadata'),
    paymentMetadata: metadataOf(fields, 'payment_intent_data[metadata]'),
  };
}

const metadataOf = (fields: URLSearchParams, name: string): Record<string, string> =>
  Object.fromEntries(
    [...fields].flatMap(([key, value]) =>
      key.startsWith(`${name}[`) && key.endsWith(']') ? [[key.slice(name.length + 1, -1), value]] : [],
    ),
  );
