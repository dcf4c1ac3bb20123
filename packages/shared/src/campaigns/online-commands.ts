/**
 * What a device asks of the school about campaigns outside the outbox: `campaigns.launch` and `campaigns.publishUpdate`
 * over tRPC. They need a connection and judge the server's rows, so a device calls them once everything has been sent.
 */
import * as z from 'zod';
import { instantSchema } from '../primitives/instant.ts';

const rowId = z.uuid().transform((id) => id.toLowerCase());

export const launchArgs = z.strictObject({
  id: rowId,
  /** The status that the person saw. */
  expected: z.enum(['draft', 'live', 'ended', 'cancelled']),
});
export type LaunchArgs = z.output<typeof launchArgs>;

export const launchAnswer = z.strictObject({ status: z.literal('live'), launchedAt: instantSchema });
export type LaunchAnswer = z.output<typeof launchAnswer>;

export const publishUpdateArgs = z.strictObject({ id: rowId });
export type PublishUpdateArgs = z.output<typeof publishUpdateArgs>;

export const publishUpdateAnswer = z.strictObject({ publishedAt: instantSchema });
export type PublishUpdateAnswer = z.output<typeof publishUpdateAnswer>;
