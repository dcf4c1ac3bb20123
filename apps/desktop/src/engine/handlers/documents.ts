import type { EngineHandlers } from '../../ipc/contract.ts';
import type { EngineEvent } from '../../ipc/events.ts';
import type { Workspace } from '../workspace.ts';

export interface DocumentHandlerOptions {
  readonly workspace: () => Pick<Workspace, 'documents' | 'writer'>;
  readonly emit: (event: EngineEvent) => void;
}

export const documentHandlers = ({
  workspace,
  emit,
}: DocumentHandlerOptions): EngineHandlers['documents'] => ({
  open: ({ documentId }) => {
    const { state, isReadOnly } = workspace().documents.open(documentId);
    return { documentId, state: Buffer.from(state).toString('base64'), readOnly: isReadOnly };
  },
  read: ({ documentIds }) => {
    const { documents } = workspace();
    return documentIds.flatMap((documentId) => {
      const content = documents.readContent(documentId);
      return content === null ? [] : [{ documentId, content }];
    });
  },
  append: ({ documentId, update, origin }) => {
    const { documents, writer } = workspace();
    const bytes = Buffer.from(update, 'base64');
    let isInText = true;
    documents.append(documentId, bytes, {
      keep: () => {
        writer.write((write) => write.append(documentId, bytes));
        emit({ type: 'document', documentId, update, origin });
      },
      putAside: (why) => {
        writer.write((write) => write.putAside(documentId, bytes, why));
        isInText = false;
      },
    });
    return { isInText };
  },
});
