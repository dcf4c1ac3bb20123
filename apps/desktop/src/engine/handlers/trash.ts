import type { EngineHandlers } from '../../ipc/contract.ts';
import { listTrash } from '../store/queries/trash.ts';
import type { Workspace } from '../workspace.ts';

export interface TrashHandlerOptions {
  readonly workspace: () => Workspace;
}

export const trashHandlers = ({ workspace }: TrashHandlerOptions): EngineHandlers['trash'] => ({
  list: () => listTrash(workspace().store),
});
