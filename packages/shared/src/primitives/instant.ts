import * as z from 'zod';

/** A point in time: ISO-8601 UTC with milliseconds on the wire, so that text order is time order. */
export const instantSchema = z.iso.datetime({ precision: 3 });

/** Where the present time comes from; injected so that tests and the simulator can move it. */
export type Clock = () => Date;
