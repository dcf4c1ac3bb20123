/**
 * Messages between a window and the engine's process: by way of the browser host, or on a port of its own under
 * Electron. The engine says `ready` once it can be called, answers every call exactly once, and reports events as they happen.
 */
import * as z from 'zod';
import { engineErrorSchema } from './errors.ts';
import { engineEvent } from './events.ts';

export const engineCall = z.strictObject({
  type: z.literal('call'),
  /** Chosen by the caller, unique among its open calls. */
  id: z.int(),
  feature: z.string(),
  procedure: z.string(),
  input: z.unknown().optional(),
});
export type EngineCall = z.output<typeof engineCall>;

export const engineAnswer = z.discriminatedUnion('ok', [
  z.strictObject({ ok: z.literal(true), output: z.unknown().optional() }),
  z.strictObject({ ok: z.literal(false), error: engineErrorSchema }),
]);
export type EngineAnswer = z.output<typeof engineAnswer>;

export const engineMessage = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  z.strictObject({ type: z.literal('answer'), id: z.int(), answer: engineAnswer }),
  z.strictObject({ type: z.literal('event'), event: engineEvent }),
]);
export type EngineMessage = z.output<typeof engineMessage>;

/** What Electron's main process says to the engine. The port to a window comes with `window`. */
export const mainMessage = z.discriminatedUnion('type', [
  /** First of all. `tokens`: the sign-in of each workspace that the keychain has. */
  z.strictObject({
    type: z.literal('start'),
    tokens: z.record(z.uuid(), z.string()),
    /** Workspaces whose sign-in the keychain has, but does not give at the moment. */
    locked: z.array(z.uuid()),
    keepsTokens: z.boolean(),
    /** Signs what may be imported. */
    importKey: z.string().min(32),
  }),
  /** What the keychain has given since. */
  z.strictObject({ type: z.literal('signIns'), tokens: z.record(z.uuid(), z.string()) }),
  z.strictObject({ type: z.literal('window') }),
  /** Finish what is under way and end. */
  z.strictObject({ type: z.literal('stop') }),
]);
export type MainMessage = z.output<typeof mainMessage>;

/** What the engine says to Electron's main process. */
export const engineNotice = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('ready') }),
  /** The sign-in of a workspace from now on; null when it has ended. */
  z.strictObject({ type: z.literal('token'), workspaceId: z.uuid(), token: z.string().min(1).nullable() }),
  /** The person wants the keychain to be asked once more. */
  z.strictObject({ type: z.literal('askKeychain') }),
]);
export type EngineNotice = z.output<typeof engineNotice>;

/** The engine ends with this when it cannot work at all and starting it again would not help; it has logged why. */
export const UNABLE_EXIT_CODE = 78;
