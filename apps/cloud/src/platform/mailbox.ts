import type { Clock } from '@educrowd/shared/primitives/instant';
import type { Mail } from './mailer.ts';

export interface ReceivedMail extends Mail {
  /** Counts up from 1. */
  readonly number: number;
  readonly at: Date;
}

/** Where mails end up while no mail server is set: the latest ones, in memory. */
export interface Mailbox {
  add(mail: Mail): void;
  /** Newest first. */
  list(to?: string): readonly ReceivedMail[];
  find(number: number): ReceivedMail | undefined;
}

const KEPT = 500;

export function createMailbox(clock: Clock): Mailbox {
  const mails: ReceivedMail[] = [];
  let count = 0;
  return {
    add(mail) {
      mails.unshift({ ...mail, number: ++count, at: clock() });
      mails.length = Math.min(mails.length, KEPT);
    },
    list: (to) =>
      to === undefined ? [...mails] : mails.filter((mail) => mail.to.toLowerCase() === to.toLowerCase()),
    find: (number) => mails.find((mail) => mail.number === number),
  };
}
