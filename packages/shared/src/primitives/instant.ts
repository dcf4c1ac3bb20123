import * as z from 'zod';

/** What else a moment written in ISO-8601 must be, and what is said of others. */
export const yearsThatPeopleMean = [
  (text: string): boolean => text >= '1970' && text < '9999',
  'not a moment that anybody means',
] as const;

/** A point in time: ISO-8601 UTC with milliseconds on the wire, so that text order is time order. */
export const instantSchema = z.iso.datetime({ precision: 3 }).refine(...yearsThatPeopleMean);

/** Where the present time comes from; injected so that tests and the simulator can move it. */
export type Clock = () => Date;
