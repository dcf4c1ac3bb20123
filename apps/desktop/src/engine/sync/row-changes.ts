import type { AnyEntity } from '@educrowd/shared/entity/define-entity';
import type { EngineEvent } from '../../ipc/events.ts';

/** Collects what a publish changes, to be told to the windows once it is on disk. */
export interface RowChanges {
  /** `scope` of the row; null where it is not known any more. */
  readonly note: (entity: AnyEntity, scope: string | null) => void;
  readonly noteText: (documentId: string, updates: readonly string[]) => void;
  /** The person has been told something that was not here before. */
  readonly noteNotification: (id: string) => void;
  readonly events: () => EngineEvent[];
}

/** Names sync as the origin of text updates: no window has it. */
const ORIGIN = 'sync';

export function createRowChanges(): RowChanges {
  const ofCourses = { tables: new Set<string>(), courseIds: new Set<string>() };
  const others = new Set<string>();
  const texts: EngineEvent[] = [];
  const notificationIds: string[] = [];
  return {
    note: ({ table }, scope) => {
      const [kind, id] = scope?.split(':') ?? [];
      if (kind !== 'course' || id === undefined) {
        others.add(table);
        return;
      }
      ofCourses.tables.add(table);
      ofCourses.courseIds.add(id);
    },
    noteText: (documentId, updates) => {
      for (const update of updates) texts.push({ type: 'document', documentId, update, origin: ORIGIN });
    },
    noteNotification: (id) => void notificationIds.push(id),
    events: () => {
      const events = [...texts];
      const { tables, courseIds } = ofCourses;
      if (tables.size > 0) events.push({ type: 'rows', tables: [...tables], courseIds: [...courseIds] });
      if (others.size > 0) events.push({ type: 'rows', tables: [...others], courseIds: [] });
      if (notificationIds.length > 0) events.push({ type: 'notified', notificationIds });
      return events;
    },
  };
}
