/**
 * Decisions that only the school can take, at once or not at all: what backers will see must not happen at some later
 * time that nobody chose. Everything written here goes first, so that the school decides about what the person sees.
 */
import { entityNamed } from '@educrowd/shared/synced-entities';
import { EngineError } from '../../ipc/errors.ts';
import { CommandRefused } from '../network/school-commands.ts';
import { RequestError } from '../network/request-error.ts';
import type { Workspace } from '../workspace.ts';

export async function launchCampaign(workspace: Workspace, campaignId: string): Promise<void> {
  await asking(workspace, async ({ school, signal }) => {
    await school.launchCampaign({ id: campaignId, expected: 'draft' }, signal);
  });
}

export async function publishUpdate(workspace: Workspace, updateId: string): Promise<void> {
  if (workspace.store.views.read(entityNamed('CampaignUpdate'), updateId) === null)
    throw new EngineError('NOT_FOUND', 'This update does not exist any more.');
  await asking(workspace, async ({ school, signal }) => {
    await school.publishUpdate({ id: updateId }, signal);
  });
}

interface Asking {
  readonly school: NonNullable<ReturnType<Workspace['school']>>;
  readonly signal: AbortSignal;
}

/** Sends everything, asks, and fetches what came of it. Rejects with an `EngineError`. */
async function asking(workspace: Workspace, ask: (asking: Asking) => Promise<void>): Promise<void> {
  const school = workspace.school();
  if (school === null)
    throw new EngineError('OFFLINE', 'Connect to a school to publish. Your draft is saved here.');
  try {
    await workspace.sync().settle();
    await ask({ school, signal: workspace.closing });
  } catch (error) {
    throw refusalOf(error);
  }
  // It is done: that its effects have not come back yet is no reason to say that it failed.
  await workspace
    .sync()
    .settle()
    .catch(() => undefined);
}

function refusalOf(error: unknown): unknown {
  if (error instanceof CommandRefused) return new EngineError('REFUSED', error.message);
  if (!(error instanceof RequestError)) return error;
  const { failure } = error;
  if (failure.kind === 'refused' && failure.code === 'SIGN_IN')
    return new EngineError('SIGN_IN', 'Sign in to publish. Your draft is saved here.');
  if (failure.kind === 'refused')
    return new EngineError('REFUSED', 'The school did not allow it. Your draft is saved here.');
  return failure.kind === 'offline'
    ? new EngineError('OFFLINE', 'Publishing needs a connection. Your draft is saved here.')
    : new EngineError(
        'OFFLINE',
        'The school is not answering. Your draft is saved here; try again in a moment.',
      );
}
