/**
 * Which workspace is open, and how it comes to belong to a school. Work can begin without one: a sign-in later connects
 * the open workspace, with everything in it, or hands its work to the workspace that this computer has of the account.
 */
import { newId } from '@educrowd/shared/primitives/id';
import { refusal } from '../../ipc/refusal.ts';
import type { EngineEvent } from '../../ipc/events.ts';
import type { SessionState } from '../../ipc/session.ts';
import { describeFailure } from '../describe-failure.ts';
import type { Network } from '../network/create-network.ts';
import type { SignedIn } from '../network/device-sign-in.ts';
import { normalizeAddress } from '../network/school-address.ts';
import { attachSchool, createWorkspaceFile, type Workspace } from '../workspace.ts';
import { isSameAccount, toAccount, toSchoolIdentity, type WorkspaceIdentity } from '../workspace-identity.ts';
import { mergeLocalWork } from './merge-local-work.ts';
import { signInReason } from './sign-in-words.ts';
import type { WorkspaceFolders } from './workspace-folders.ts';

export interface Session {
  readonly state: () => SessionState;
  /** The open workspace; throws `EngineError` NO_WORKSPACE without one. */
  readonly workspace: () => Workspace;
  readonly startLocal: (displayName: string) => Promise<SessionState>;
  /** Answers once there is a code to confirm, or it is clear that there will be none. */
  readonly beginSignIn: (address: string) => Promise<SessionState>;
  readonly cancelSignIn: () => SessionState;
  readonly signOut: () => SessionState;
  /** Has the keychain asked once more for a sign-in that it did not give. */
  readonly askKeychain: () => SessionState;
  /** The keychain may have given one. */
  readonly lookForSignIn: () => void;
  readonly open: (workspaceId: string) => Promise<SessionState>;
  /** To be told of every event: what sync has learnt may end the sign-in. */
  readonly follow: (event: EngineEvent) => void;
  readonly close: () => Promise<void>;
}

export interface SessionOptions {
  readonly folders: WorkspaceFolders;
  readonly network: Pick<Network, 'signIn'>;
  readonly openWorkspace: (workspaceId: string) => Workspace;
  readonly keepsSignIn: boolean;
  readonly askKeychain: () => void;
  readonly emit: (event: EngineEvent) => void;
  readonly log: (message: string, error?: unknown) => void;
}

export function createSession(options: SessionOptions): Session {
  const { folders, network, emit, log } = options;
  let current: Workspace | null = null;
  let problem: SessionState['problem'] = null;
  let signIn: SessionState['signIn'] = { state: 'none' };
  let asking: AbortController | null = null;
  let asked: Promise<void> = Promise.resolve();
  let wasSignedIn = false;

  const isSignedIn = (): boolean =>
    current !== null && current.tokens.read() !== null && current.sync().status().pill.state !== 'signIn';

  const state = (): SessionState => ({
    current: current && toAccount(current.identity()),
    signedIn: isSignedIn(),
    isSignInLocked: current?.tokens.isLocked() ?? false,
    keepsSignIn: options.keepsSignIn,
    accounts: folders.list().map(toAccount),
    signIn,
    problem,
  });

  const tell = (): SessionState => {
    wasSignedIn = isSignedIn();
    emit({ type: 'session' });
    return state();
  };

  /** The one that was open goes on until the new one is. */
  const show = async (next: Workspace): Promise<Workspace> => {
    const previous = current;
    current = next;
    problem = null;
    folders.writeLastOpen(next.identity().workspaceId);
    await previous?.close();
    return next;
  };

  const change = async (workspaceId: string): Promise<Workspace> =>
    current !== null && current.identity().workspaceId === workspaceId
      ? current
      : show(options.openWorkspace(workspaceId));

  const create = async (identity: Omit<WorkspaceIdentity, 'workspaceId'>): Promise<Workspace> => {
    const workspaceId = newId<'Workspace'>();
    createWorkspaceFile(folders.folderOf(workspaceId), { ...identity, workspaceId });
    return change(workspaceId);
  };

  /** The workspace that the account is to be used in. */
  const workspaceFor = async (identity: Omit<WorkspaceIdentity, 'workspaceId'>): Promise<Workspace> => {
    const { school } = identity;
    const known = folders.list().find((each) => school !== null && isSameAccount(each.school, school));
    const local = current !== null && current.identity().school === null ? current : null;
    if (known === undefined) return local ?? create(identity);
    return local === null ? change(known.workspaceId) : merge(local, known.workspaceId);
  };

  const merge = async (local: Workspace, workspaceId: string): Promise<Workspace> => {
    const target = options.openWorkspace(workspaceId);
    await mergeLocalWork(local, target).catch(async (error: unknown) => {
      await target.close();
      throw error;
    });
    const localId = local.identity().workspaceId;
    await show(target);
    folders.archive(localId);
    return target;
  };

  const finishSignIn = async (address: string, { account, token }: SignedIn): Promise<void> => {
    const identity = { displayName: account.displayName, school: toSchoolIdentity(account, address) };
    const workspace = await workspaceFor(identity);
    attachSchool(workspace, identity.school, identity.displayName);
    workspace.tokens.write(token);
    await workspace.reconnect();
  };

  const ask = async (address: string, controller: AbortController, onCode: () => void): Promise<void> => {
    try {
      const signedIn = await network.signIn({
        address,
        signal: controller.signal,
        onCode: ({ userCode, verificationUrl, expiresAt }) => {
          if (asking !== controller) return;
          signIn = {
            state: 'waiting',
            address,
            userCode,
            verificationUrl,
            expiresAt: expiresAt.toISOString(),
          };
          onCode();
        },
      });
      if (asking !== controller) return;
      await finishSignIn(address, signedIn);
      if (asking === controller) signIn = { state: 'none' };
    } catch (error) {
      if (asking !== controller) return;
      log(`The sign-in at ${address} failed`, error);
      signIn = { state: 'failed', reason: signInReason(error) };
    }
    tell();
  };

  const stopAsking = (): void => {
    asking?.abort();
    asking = null;
    signIn = { state: 'none' };
  };

  const lastOpen = folders.readLastOpen();
  if (lastOpen !== null) {
    try {
      current = options.openWorkspace(lastOpen);
    } catch (error) {
      log(`The workspace ${lastOpen} cannot be opened`, error);
      problem = { workspaceId: lastOpen, error: describeFailure(error) };
    }
  }

  return {
    state,
    workspace: () => {
      if (current === null) throw refusal('NO_WORKSPACE', 'refusals.noWorkspace');
      return current;
    },
    startLocal: async (displayName) => {
      stopAsking();
      await create({ displayName, school: null });
      return tell();
    },
    beginSignIn: async (typed) => {
      const address = normalizeAddress(typed);
      if (!address.ok) throw refusal('INVALID', 'refusals.notASchool');
      stopAsking();
      const controller = new AbortController();
      asking = controller;
      const { promise: hasCode, resolve } = Promise.withResolvers<void>();
      asked = ask(address.value, controller, resolve);
      await Promise.race([hasCode, asked]);
      return tell();
    },
    cancelSignIn: () => {
      stopAsking();
      return tell();
    },
    signOut: () => {
      stopAsking();
      current?.tokens.clear();
      current?.sync().syncNow();
      return tell();
    },
    askKeychain: () => {
      options.askKeychain();
      return state();
    },
    lookForSignIn: () => {
      if (current === null || current.tokens.read() === null || isSignedIn()) return;
      current.sync().syncNow();
      tell();
    },
    open: async (workspaceId) => {
      if (!folders.list().some((each) => each.workspaceId === workspaceId)) {
        throw refusal('NOT_FOUND', 'refusals.workspaceNotHere');
      }
      stopAsking();
      await change(workspaceId);
      return tell();
    },
    follow: (event) => {
      if (event.type === 'sync' && isSignedIn() !== wasSignedIn) tell();
    },
    close: async () => {
      stopAsking();
      await asked;
      await current?.close();
      current = null;
    },
  };
}
