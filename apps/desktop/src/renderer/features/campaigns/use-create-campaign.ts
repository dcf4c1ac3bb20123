import { useCallback } from 'react';
import { useApp } from '../../app/app-context.tsx';

/** Creates a campaign, undoably, and answers its id. */
export function useCreateCampaign(): (title: string) => Promise<string> {
  const { engine, undo, t, announce } = useApp();
  return useCallback(
    async (title) => {
      const { campaigns } = engine.client;
      const label = t('campaign.created', { title });
      const { id } = await undo.perform(
        () => campaigns.create({ title }),
        (made) => {
          const item = { kind: 'campaign', id: made.id } as const;
          return { label, undo: () => campaigns.trash(item), redo: () => campaigns.restore(item) };
        },
      );
      announce(label);
      return id;
    },
    [announce, engine, t, undo],
  );
}
