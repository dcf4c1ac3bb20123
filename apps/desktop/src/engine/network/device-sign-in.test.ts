import type { RequestListener, ServerResponse } from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineClock } from '../clock.ts';
import { SignInError, signInWithDevice, type DeviceCode, type SignedIn } from './device-sign-in.ts';
import { createHttpClient, type HttpClient } from './fetch.ts';
import { readBody, sendJson, startHttpPeer, type HttpPeer } from './testing/http-peer.ts';

const account = {
  userId: 'u',
  email: 'a@b.example',
  displayName: 'Ada',
  tenantId: 't',
  schoolName: 'Northfield',
  roles: [],
  permissions: ['campaign.create'],
};
/** With what only a later version of the app would know. */
const sent = { ...account, roles: ['astronaut'], permissions: ['moon.visit', ...account.permissions] };

let http: HttpClient;
let peer: HttpPeer | undefined;
beforeEach(() => {
  http = createHttpClient();
});
afterEach(async () => {
  await http.close();
  await peer?.close();
  peer = undefined;
});

interface Attempt {
  readonly outcome: Promise<SignedIn>;
  readonly codes: DeviceCode[];
  /** Every wait, in milliseconds; waiting itself takes no time here. */
  readonly waits: number[];
  readonly stop: AbortController;
}

type TokenAnswer = (response: ServerResponse) => void;

/** A school that answers the polls for a token one after the other. */
async function signInAt(tokenAnswers: TokenAnswer[], expiresIn = 600): Promise<Attempt> {
  const listener: RequestListener = (incoming, response) => {
    void readBody(incoming).then((body) => {
      if (incoming.url === '/api/v1/auth/me') {
        const isKnown = incoming.headers.authorization === 'Bearer tok';
        return sendJson(response, { success: true, data: sent, errors: [] }, isKnown ? 200 : 401);
      }
      expect(JSON.parse(body)).toMatchObject({ client_id: 'educrowd-desktop' });
      if (incoming.url === '/api/auth/device/code') {
        return sendJson(response, {
          device_code: 'secret',
          user_code: 'ABCD2345',
          verification_uri: 'http://school.localhost/device',
          verification_uri_complete: 'http://school.localhost/device?user_code=ABCD2345',
          expires_in: expiresIn,
          interval: 5,
        });
      }
      expect(JSON.parse(body)).toMatchObject({ device_code: 'secret' });
      return tokenAnswers.shift()?.(response);
    });
  };
  peer = await startHttpPeer(listener);
  return attempt(`http://school.localhost:${peer.port}`);
}

function attempt(address: string): Attempt {
  const waits: number[] = [];
  const codes: DeviceCode[] = [];
  const stop = new AbortController();
  let nowMs = 0;
  const clock: EngineClock = {
    now: () => new Date(nowMs),
    after: (delayMs, run) => {
      waits.push(delayMs);
      nowMs += delayMs;
      setImmediate(run);
      return () => undefined;
    },
  };
  const outcome = signInWithDevice({
    fetch: http.fetch,
    clock,
    address,
    signal: stop.signal,
    onCode: (code) => codes.push(code),
  });
  return { outcome, codes, waits, stop };
}

const refuse =
  (error: string): TokenAnswer =>
  (response) =>
    sendJson(response, { error, error_description: '' }, 400);
const accept: TokenAnswer = (response) => sendJson(response, { access_token: 'tok', token_type: 'Bearer' });

async function reasonOf(outcome: Promise<unknown>): Promise<string> {
  const error = await outcome.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(SignInError);
  return (error as SignInError).reason;
}

describe('signInWithDevice', () => {
  it('shows the code, waits at the pace of the school, survives a cut and ends with token and account', async () => {
    const { outcome, codes, waits } = await signInAt([
      refuse('authorization_pending'),
      refuse('slow_down'),
      (response) => response.destroy(),
      accept,
    ]);
    expect(await outcome).toEqual({ token: 'tok', account });
    expect(codes).toEqual([
      {
        userCode: 'ABCD2345',
        verificationUrl: 'http://school.localhost/device?user_code=ABCD2345',
        expiresAt: new Date(600_000),
      },
    ]);
    expect(waits).toEqual([5_000, 5_000, 10_000, 10_000]);
  });

  it.each([
    ['access_denied', 'denied'],
    ['expired_token', 'expired'],
    ['invalid_grant', 'expired'],
  ])('ends on %s', async (error, reason) => {
    expect(await reasonOf((await signInAt([refuse(error)])).outcome)).toBe(reason);
  });

  it('ends when the code has expired meanwhile', async () => {
    const { outcome } = await signInAt([refuse('authorization_pending')], 8);
    expect(await reasonOf(outcome)).toBe('expired');
  });

  it('can be cancelled', async () => {
    const { outcome, stop } = await signInAt([() => stop.abort()]);
    expect(await reasonOf(outcome)).toBe('cancelled');
  });

  it('tells that the address is no school', async () => {
    peer = await startHttpPeer((_incoming, response) => {
      response.writeHead(404, { 'content-type': 'text/html' }).end('<h1>Nothing here</h1>');
    });
    expect(await reasonOf(attempt(`http://127.0.0.1:${peer.port}`).outcome)).toBe('notASchool');
  });

  it('tells a school that is down from a missing network', async () => {
    peer = await startHttpPeer((_incoming, response) => response.destroy());
    expect(await reasonOf(attempt(`http://127.0.0.1:${peer.port}`).outcome)).toBe('notAnswering');
    expect(await reasonOf(attempt('https://school.invalid').outcome)).toBe('offline');
  });
});
