import type { EngineClient } from '../../../ipc/contract.ts';
import type { TrashedItem } from '../../../ipc/trash.ts';
import { useApp } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';
import { useOneAtATime } from '../../app/use-one-at-a-time.ts';

type Target = Pick<TrashedItem, 'kind' | 'id' | 'title'>;

/** Puts something back into its place; undo moves it to Trash again. */
export function usePuttingBack(item: Target): () => void {
  const { engine, undo, showToast, t } = useApp();
  const act = useAct();
  const { restore, trash } = trashCalls(engine.client, item);
  const [putBack] = useOneAtATime(() =>
    act(async () => {
      const label = t('trash.restored', { title: item.title });
      await undo.perform(restore, () => ({ label, undo: trash, redo: restore }));
      showToast({ text: label });
    }),
  );
  return putBack;
}

function trashCalls({ courses, campaigns }: EngineClient, { kind, id }: Target) {
  switch (kind) {
    case 'course':
    case 'section':
    case 'lesson':
      return { trash: () => courses.trash({ kind, id }), restore: () => courses.restore({ kind, id }) };
    default:
      return { trash: () => campaigns.trash({ kind, id }), restore: () => campaigns.restore({ kind, id }) };
  }
}
