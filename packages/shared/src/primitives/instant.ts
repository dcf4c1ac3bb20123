import * as z from 'zod';

/** A point in time: ISO-8601 UTC with milliseconds on the wire, so that text order is time order. */
export const instantSchema = z.iso.datetime({ precision: 3 });

/** A calendar date in the school's time zone, `YYYY-MM-DD`. */
export const dateSchema = z.iso.date();

/** Where the present time comes from; injected so that tests and the simulator can move it. */
export type Clock = () => Date;

export const toInstant = (date: Date): string => date.toISOString();
