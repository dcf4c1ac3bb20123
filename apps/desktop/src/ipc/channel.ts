/**
 * Messages between the process that owns a window (browser host, later Electron's main) and the engine's process.
 * The engine says `ready` once it can be called, answers every call exactly once, and reports events as they happen.
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

/** The engine ends with this when it cannot work at all and starting it again would not help; it has logged why. */
export const UNABLE_EXIT_CODE = 78;
