/** What a device may do to notifications: mark its person's own ones as read. */
import { markReadArgs } from '@educrowd/shared/sync/mutations';
import { MutationRefused, type MutationHandlers } from '../sync/index.ts';

export const notificationMutations: MutationHandlers = {
  commands: {
    'notification.markRead': async (batch, args) => {
      const parsed = markReadArgs.safeParse(args);
      if (!parsed.success) throw new MutationRefused('INVALID', 'These notifications cannot be read.');
      const refs = parsed.data.ids.map((id) => ({ entityName: 'Notification', id }));
      await batch.load(refs);
      for (const ref of refs) {
        const row = await batch.find(ref);
        if (row?.userId !== batch.tx.userId)
          throw new MutationRefused('NOT_FOUND', 'This notification does not exist any more.');
        if (row.readAt === null)
          batch.put('Notification', { ...row, readAt: batch.tx.now.toISOString() }, []);
      }
      return 'APPLIED';
    },
  },
  created: {},
  changing: {},
};
