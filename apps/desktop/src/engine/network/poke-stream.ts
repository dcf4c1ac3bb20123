import { createTRPCUntypedClient, httpSubscriptionLink } from '@trpc/client';
import { EventSource, type FetchLike } from 'eventsource';
import * as z from 'zod';
import { pokeSchema } from '@educrowd/shared/sync/protocol';
import type { Holding } from '@educrowd/shared/sync/scope';
import { errorOfStatus, errorOfThrown, unavailable, type RequestError } from './request-error.ts';
import { bearer, errorOfCall, type CallOptions } from './sync-client.ts';

export interface PokeListener {
  readonly holdings: readonly Holding[];
  /** The stream stands: what happened before may have been missed. */
  readonly onOpen: () => void;
  /** Something changed, up to this version. */
  readonly onPoke: (head: number) => void;
  /** Called once. The stream is over; whoever wants another one opens it. */
  readonly onEnd: (error: RequestError) => void;
}

/** With or without the id that tRPC puts around a tracked event; whatever else a newer school says in it. */
const headOnly = z.object({ head: pokeSchema.shape.head });
const pokeEvent = z.union([headOnly, z.object({ data: headOnly }).transform(({ data }) => data)]);

/** The stream's question travels in its URL; changes in what does not fit are found by asking now and then. */
const MAX_HOLDINGS = 100;

/** Opens the stream of hints that something changed. The answer closes it; `onEnd` is not called then. */
export function openPokeStream(
  { address, fetch, readToken }: CallOptions,
  listener: PokeListener,
): () => void {
  // The reader of the stream reports its failures as text; what the request really met is kept here.
  let refusal: RequestError | null = null;
  const fetchEvents: FetchLike = async (url, init) => {
    const response = await fetch(url, {
      headers: { ...init.headers, ...bearer(readToken) },
      signal: init.signal as AbortSignal,
      redirect: 'error',
    }).catch((thrown: unknown) => {
      refusal = errorOfThrown(thrown);
      throw thrown;
    });
    if (!response.ok) refusal = errorOfStatus(response.status, response.headers);
    return response;
  };
  const client = createTRPCUntypedClient({
    links: [
      httpSubscriptionLink({
        url: `${address}/trpc`,
        EventSource,
        eventSourceOptions: { fetch: fetchEvents },
      }),
    ],
  });
  let isOver = false;
  const end = (error: RequestError): void => {
    if (isOver) return;
    isOver = true;
    subscription.unsubscribe();
    listener.onEnd(refusal ?? error);
  };
  const subscription = client.subscription(
    'sync.poke',
    { holdings: listener.holdings.slice(0, MAX_HOLDINGS) },
    {
      onStarted: () => {
        if (!isOver) listener.onOpen();
      },
      onData: (value) => {
        const event = pokeEvent.safeParse(value);
        if (event.success && !isOver) listener.onPoke(event.data.head);
      },
      // The link would connect again by itself, at a pace of its own. When to try is decided in one place for all calls.
      onConnectionStateChange: (state) => {
        if (state.state === 'connecting' && state.error) queueMicrotask(() => end(errorOfCall(state.error)));
      },
      onError: (error) => end(errorOfCall(error)),
      onComplete: () => end(unavailable('The school closed the stream')),
    },
  );
  return () => {
    isOver = true;
    subscription.unsubscribe();
  };
}
