/**
 * Decisions that only the school can take, at once or not at all: what backers will see must not happen at some later
 * time that nobody chose. Everything written here goes first, so that the school decides about what the person sees.
 */
import { entityNamed } from '@educrowd/shared/synced-entities';
import { EngineError } from '../../ipc/errors.ts';
import { CommandRefused } from '../network/school-commands.ts';
import { RequestError } from '../network/request-error.ts';
import { refusal } from '../../ipc/refusal.ts';
import type { Workspace } from '../workspace.ts';

/** What it takes of a workspace. */
type AskingWorkspace = Pick<Workspace, 'store' | 'school' | 'sync' | 'closing'>;

export async function launchCampaign(workspace: AskingWorkspace, campaignId: string): Promise<void> {
  await asking(workspace, async ({ school, signal }) => {
    await school.launchCampaign({ id: campaignId, expected: 'draft' }, signal);
  });
}

export async function publishUpdate(workspace: AskingWorkspace, updateId: string): Promise<void> {
  if (workspace.store.views.read(entityNamed('CampaignUpdate'), updateId) === null)
    throw refusal('NOT_FOUND', 'refusals.updateGone');
  await asking(workspace, async ({ school, signal }) => {
    await school.publishUpdate({ id: updateId }, signal);
  });
}

interface Asking {
  readonly school: NonNullable<ReturnType<Workspace['school']>>;
  readonly signal: AbortSignal;
}

/** Sends everything, asks, and fetches what came of it. Rejects with an `EngineError`. */
async function asking(workspace: AskingWorkspace, ask: (asking: Asking) => Promise<void>): Promise<void> {
  const school = workspace.school();
  if (school === null) throw refusal('OFFLINE', 'refusals.publishNeedsSchool');
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
    return refusal('SIGN_IN', 'refusals.publishNeedsSignIn');
  if (failure.kind === 'refused') return refusal('REFUSED', 'refusals.publishNotAllowed');
  return refusal(
    'OFFLINE',
    failure.kind === 'offline' ? 'refusals.publishOffline' : 'refusals.publishNotAnswering',
  );
}
