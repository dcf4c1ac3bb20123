import type { EngineHandlers } from '../../ipc/contract.ts';
import { searchTexts } from '../store/queries/search.ts';
import type { Workspace } from '../workspace.ts';

export interface SearchHandlerOptions {
  readonly workspace: () => Workspace;
}

export const searchHandlers = ({ workspace }: SearchHandlerOptions): EngineHandlers['search'] => ({
  find: (query) => {
    const { store, texts } = workspace();
    texts.refreshNow();
    return searchTexts(store, query);
  },
});
