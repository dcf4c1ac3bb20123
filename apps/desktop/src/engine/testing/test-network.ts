import type { Network, SchoolConnection } from '../network/create-network.ts';
import { SignInError, type SignedIn } from '../network/device-sign-in.ts';
import { RequestError } from '../network/request-error.ts';

const offline = (): Promise<never> => Promise.reject(new RequestError({ kind: 'offline' }, 'no network'));

const unreachable: SchoolConnection = {
  push: offline,
  pull: offline,
  bootstrap: offline,
  account: offline,
  launchCampaign: offline,
  publishUpdate: offline,
  upload: offline,
  download: offline,
  openPokeStream: () => () => undefined,
};

/** A computer without a network. */
export const offlineNetwork = (): Network => ({
  connect: () => unreachable,
  signIn: () => Promise.reject(new SignInError('offline')),
  close: () => Promise.resolve(),
});

export interface SignInNetwork extends Network {
  /** Confirms the code that is waiting, as somebody. */
  readonly confirm: (signedIn: SignedIn) => void;
  readonly fail: (error: unknown) => void;
}

/** Sign-ins work, every other call finds no network. */
export function signInNetwork(): SignInNetwork {
  let waiting = Promise.withResolvers<SignedIn>();
  return {
    ...offlineNetwork(),
    signIn: ({ address, signal, onCode }) => {
      waiting = Promise.withResolvers<SignedIn>();
      signal.addEventListener('abort', () => waiting.reject(new SignInError('cancelled')));
      onCode({
        userCode: 'ABCD-EFGH',
        verificationUrl: `${address}/device`,
        expiresAt: new Date('2026-03-01T10:10:00.000Z'),
      });
      return waiting.promise;
    },
    confirm: (signedIn) => waiting.resolve(signedIn),
    fail: (error) => waiting.reject(error),
  };
}
