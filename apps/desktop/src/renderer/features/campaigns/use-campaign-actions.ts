import { TRASH_DAYS } from '@educrowd/shared/sync/tombstones';
import { useMemo } from 'react';
import { useApp, type App } from '../../app/app-context.tsx';
import { useAct } from '../../app/use-act.ts';
import { undoAndSay } from '../course/course-actions.ts';

type Kind = 'campaign' | 'reward' | 'update' | 'faq';

interface Titled {
  readonly id: string;
  readonly title: string;
}

export interface CampaignActions {
  /** Answers the id, or null when it failed. */
  created(kind: Kind, title: string, make: () => Promise<{ id: string }>): Promise<string | null>;
  move(
    kind: 'reward' | 'faq',
    items: readonly Titled[],
    move: { item: Titled; afterId: string | null },
  ): void;
  /** Moves it to Trash and offers to take that back at once; false when it was refused. */
  trash(kind: Kind, item: Titled): Promise<boolean>;
}

/** What can be done to the things in a campaign; each leaves its inverse on the undo stack and is said aloud. */
export function useCampaignActions(): CampaignActions {
  const app = useApp();
  const act = useAct();
  return useMemo(() => createCampaignActions(app, act), [app, act]);
}

function createCampaignActions(app: App, act: ReturnType<typeof useAct>): CampaignActions {
  const { t, announce, undo, showToast } = app;
  const { campaigns } = app.engine.client;
  return {
    async created(kind, title, make) {
      const label = t('campaign.created', { title });
      const made = await act(() =>
        undo.perform(make, ({ id }) => {
          const item = { kind, id };
          return { label, undo: () => campaigns.trash(item), redo: () => campaigns.restore(item) };
        }),
      );
      if (!made) return null;
      announce(label);
      return made.id;
    },
    move(kind, items, { item, afterId }) {
      const before = items[items.findIndex(({ id }) => id === item.id) - 1]?.id ?? null;
      const others = items.filter(({ id }) => id !== item.id);
      const position = others.findIndex(({ id }) => id === afterId) + 2;
      const label = t('common.moved', { title: item.title, position, count: items.length });
      const put = (after: string | null) => campaigns.move({ kind, id: item.id, afterId: after });
      const redo = () => put(afterId);
      void act(async () => {
        await undo.perform(redo, () => ({ label, undo: () => put(before), redo }));
        announce(label);
      });
    },
    async trash(kind, { id, title }) {
      const item = { kind, id };
      const label = t('campaign.trashed', { title, days: TRASH_DAYS });
      const redo = () => campaigns.trash(item);
      const action = { label, undo: () => campaigns.restore(item), redo };
      const done = await act(async () => undo.perform(redo, () => action).then(() => true));
      if (!done) return false;
      showToast({
        text: label,
        action: { label: t('common.undo'), run: () => void act(() => undoAndSay(app, action)) },
      });
      return true;
    },
  };
}
