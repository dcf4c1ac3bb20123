import type { EngineHandlers } from '../../ipc/contract.ts';
import type { Session } from '../session/session.ts';

export const sessionHandlers = (session: Session): EngineHandlers['session'] => ({
  state: () => session.state(),
  startLocal: ({ displayName }) => session.startLocal(displayName),
  beginSignIn: ({ address }) => session.beginSignIn(address),
  cancelSignIn: () => session.cancelSignIn(),
  signOut: () => session.signOut(),
  askKeychain: () => session.askKeychain(),
  open: ({ workspaceId }) => session.open(workspaceId),
});
