/** Decisions that are asked of the school directly, outside sync. */
import * as z from 'zod';
import { TRPCClientError } from '@trpc/client';
import type { LaunchArgs, PublishUpdateArgs } from '@educrowd/shared/campaigns/online-commands';
import { createCalls, errorOfCall, type CallOptions } from './sync-client.ts';

/** The school understood and says no. `message` is written for the person. */
export class CommandRefused extends Error {
  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = 'CommandRefused';
  }
}

/** Each rejects with a `CommandRefused` or a `RequestError`. */
export interface SchoolCommands {
  readonly launchCampaign: (args: LaunchArgs, signal: AbortSignal) => Promise<void>;
  readonly publishUpdate: (args: PublishUpdateArgs, signal: AbortSignal) => Promise<void>;
}

export function createSchoolCommands(options: CallOptions): SchoolCommands {
  const mutate = createCalls(options);
  const ask =
    (path: string) =>
    async (args: LaunchArgs | PublishUpdateArgs, signal: AbortSignal): Promise<void> => {
      try {
        await mutate(path, args, signal);
      } catch (thrown) {
        throw refusalIn(thrown) ?? errorOfCall(thrown);
      }
    };
  return {
    launchCampaign: ask('campaigns.launch'),
    publishUpdate: ask('campaigns.publishUpdate'),
  };
}

const refusalData = z.object({ appCode: z.enum(['INVALID', 'FORBIDDEN', 'NOT_FOUND', 'CONFLICT']) });

const refusalIn = (thrown: unknown): CommandRefused | null =>
  thrown instanceof TRPCClientError && refusalData.safeParse(thrown.data).success
    ? new CommandRefused(thrown.message, thrown)
    : null;
