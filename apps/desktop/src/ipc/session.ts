import * as z from 'zod';
import { engineErrorSchema } from './errors.ts';
import { command, query } from './procedure.ts';

const account = z.strictObject({
  /** Names the workspace file on this computer: one per account and school. */
  workspaceId: z.uuid(),
  displayName: z.string(),
  /** Null for a workspace that was started without a network and has not been connected to a school yet. */
  school: z.strictObject({ name: z.string(), address: z.url(), email: z.string() }).nullable(),
});
export type Account = z.output<typeof account>;

const signIn = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('none') }),
  /** The person confirms `userCode` at `verificationUrl` in any browser; the engine waits for it. */
  z.strictObject({
    state: z.literal('waiting'),
    address: z.url(),
    userCode: z.string(),
    verificationUrl: z.url(),
    expiresAt: z.iso.datetime(),
  }),
  z.strictObject({ state: z.literal('failed'), reason: z.string() }),
]);

export const sessionState = z.strictObject({
  /** The open workspace; null on first run. */
  current: account.nullable(),
  /** False when the sign-in has ended: editing goes on, sending waits. */
  signedIn: z.boolean(),
  /** The sign-in is there, but the system's keychain does not give it at the moment. */
  isSignInLocked: z.boolean(),
  /** False where the system has no keychain: a sign-in lasts until the app is quit. */
  keepsSignIn: z.boolean(),
  accounts: z.array(account),
  signIn,
  /** Why the workspace that was open last cannot be opened: damaged, of a newer version, on a disk that is full. */
  problem: z.strictObject({ workspaceId: z.uuid(), error: engineErrorSchema }).nullable(),
});
export type SessionState = z.output<typeof sessionState>;

export const sessionContract = {
  state: query(z.void(), sessionState),
  /** Starts a workspace without a network; it can be connected to a school later with nothing lost. */
  startLocal: command(z.strictObject({ displayName: z.string().trim().min(1).max(120) }), sessionState),
  /** Begins a sign-in at a school. A local workspace that is open is connected to it; else a new one is made. */
  beginSignIn: command(z.strictObject({ address: z.string().trim().min(1).max(300) }), sessionState),
  cancelSignIn: command(z.void(), sessionState),
  /** Ends the sign-in on this computer; all data stays. */
  signOut: command(z.void(), sessionState),
  /** Asks the keychain once more; an event follows when it gives the sign-in. */
  askKeychain: command(z.void(), sessionState),
  open: command(z.strictObject({ workspaceId: z.uuid() }), sessionState),
};
