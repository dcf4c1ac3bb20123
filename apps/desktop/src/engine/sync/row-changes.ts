import type { AnyEntity } from '@educrowd/shared/entity/define-entity';
import type { EngineEvent } from '../../ipc/events.ts';

/** Collects what a publish changes, to be told to the windows once it is on disk. */
export interface RowChanges {
  /** `scope` of the row; null where it is not known any more. */
  readonly note: (entity: Pick<AnyEntity, 'table'>, scope: string | null) => void;
  readonly noteText: (documentId: string, updates: readonly string[]) => void;
  /** The text went, came back or is made of other updates by now: it is not enough to add some to what a window shows. */
  readonly noteOtherText: (documentId: string) => void;
  /** The person has been told something that was not here before. */
  readonly noteNotification: (id: string) => void;
  readonly events: () => EngineEvent[];
}

/** Names sync as the origin of text updates: no window has it. */
const ORIGIN = 'sync';

/** Changed tables, and the homes that the changed rows lie in. */
interface Group {
  readonly tables: Set<string>;
  readonly ids: Set<string>;
}

export function createRowChanges(): RowChanges {
  const newGroup = (): Group => ({ tables: new Set(), ids: new Set() });
  const [ofCourses, ofCampaigns, others] = [newGroup(), newGroup(), newGroup()];
  const texts: EngineEvent[] = [];
  const otherTexts = new Set<string>();
  const notificationIds: string[] = [];
  const groupOf = (kind: string | undefined): Group =>
    kind === 'course' ? ofCourses : kind === 'campaign' ? ofCampaigns : others;
  return {
    note: ({ table }, scope) => {
      const [kind, id] = scope?.split(':') ?? [];
      const group = groupOf(kind);
      group.tables.add(table);
      if (id !== undefined && group !== others) group.ids.add(id);
    },
    noteText: (documentId, updates) => {
      for (const update of updates) texts.push({ type: 'document', documentId, update, origin: ORIGIN });
    },
    noteOtherText: (documentId) => void otherTexts.add(documentId),
    noteNotification: (id) => void notificationIds.push(id),
    events: () => {
      const events: EngineEvent[] = [];
      if (otherTexts.size > 0) events.push({ type: 'otherText', documentIds: [...otherTexts] });
      events.push(...texts);
      for (const group of [ofCourses, ofCampaigns, others]) {
        if (group.tables.size === 0) continue;
        events.push({
          type: 'rows',
          tables: [...group.tables],
          courseIds: group === ofCourses ? [...group.ids] : [],
          campaignIds: group === ofCampaigns ? [...group.ids] : [],
        });
      }
      if (notificationIds.length > 0) events.push({ type: 'notified', notificationIds });
      return events;
    },
  };
}
