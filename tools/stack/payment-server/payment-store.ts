/**
 * Everything that the local payment server knows. With a folder it is kept there, so that payments stay what they are
 * when the server is started again.
 */
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JsonObject, Payment, PaymentEvent, Session } from './payment-objects.ts';

export interface KeptAnswer {
  readonly fingerprint: string;
  readonly status: number;
  readonly body: JsonObject;
}

export interface PaymentStore {
  readonly sessions: Map<string, Session>;
  readonly payments: Map<string, Payment>;
  /** Oldest first. */
  readonly events: PaymentEvent[];
  /** By idempotency key. */
  readonly answers: Map<string, KeptAnswer>;
  /** After every change. */
  changed(): void;
  /** Writes what has not been written yet. */
  close(): void;
}

interface Kept {
  readonly sessions: [string, Session][];
  readonly payments: [string, Payment][];
  readonly events: PaymentEvent[];
  readonly answers: [string, KeptAnswer][];
}

const SAVE_MS = 50;

export function openPaymentStore(folder: string | undefined): PaymentStore {
  const path = folder === undefined ? null : join(folder, 'payments.json');
  const kept: Kept =
    path !== null && existsSync(path)
      ? (JSON.parse(readFileSync(path, 'utf8')) as Kept)
      : { sessions: [], payments: [], events: [], answers: [] };
  if (folder !== undefined) mkdirSync(folder, { recursive: true, mode: 0o700 });
  const store = {
    sessions: new Map(kept.sessions),
    payments: new Map(kept.payments),
    events: [...kept.events],
    answers: new Map(kept.answers),
  };
  let saving: NodeJS.Timeout | undefined;
  const save = (): void => {
    clearTimeout(saving);
    saving = undefined;
    if (path === null) return;
    const { sessions, payments, events, answers } = store;
    const whole: Kept = {
      sessions: [...sessions],
      payments: [...payments],
      events,
      answers: [...answers],
    };
    // Written beside and moved, so that a crash leaves the old file or the new one.
    writeFileSync(`${path}.new`, JSON.stringify(whole), { mode: 0o600 });
    renameSync(`${path}.new`, path);
  };
  return {
    ...store,
    changed: () => void (path !== null && (saving ??= setTimeout(save, SAVE_MS))),
    close: save,
  };
}
