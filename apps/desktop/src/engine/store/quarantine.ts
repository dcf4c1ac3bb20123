/** Changes that the school refused. Each is kept with what it was about until a person has dealt with it. */
import type { AnyEntity, ParentLink, WireRow } from '@educrowd/shared/entity/define-entity';
import { must } from '@educrowd/shared/primitives/assert';
import type { JsonObject } from '@educrowd/shared/primitives/json';
import { homeOf } from '@educrowd/shared/sync/home';
import { parsePlainEdit } from '@educrowd/shared/sync/mutations';
import type { ResultCode } from '@educrowd/shared/sync/protocol';
import { findEntity } from '@educrowd/shared/synced-entities';
import type { Edit } from './coalesce.ts';
import { homeIds, homeOfScope } from './homes.ts';
import type { Store } from './open-store.ts';

export interface UnsentEdit extends Edit {
  /** `NO_ACCESS`: it was never sent, and what it belongs to is not there any more. */
  readonly code: ResultCode | 'NO_ACCESS';
  /** The school's words for the person; of `NO_ACCESS`, the title of what is gone. */
  readonly detail: string | null;
}

export interface RefusedEdit extends UnsentEdit {
  readonly seq: number;
}

export interface Quarantine {
  /** To be called while the view still shows the change. A change that is there already gets the new reason, if that says more. */
  readonly add: (refused: RefusedEdit, now: string) => void;
  /** Keeps what must never be sent. Its number is below those of the outbox. */
  readonly addUnsent: (edit: UnsentEdit, now: string) => void;
  /** A course or campaign is not there any more: what the school has refused there was refused for that reason. */
  readonly loseHome: (home: ParentLink, title: string | null) => void;
  readonly remove: (seq: number) => void;
  readonly has: (seq: number) => boolean;
  /** What a row is called, as far as this device knows or knew. */
  readonly describe: (entity: AnyEntity, id: string) => Subject | null;
}

/** What a change was about, as people call it. */
export interface Subject {
  readonly label: string;
  /** The course or campaign that it lies in. */
  readonly home: ParentLink | null;
}

export function createQuarantine({
  db,
  views,
  goneTexts,
}: Pick<Store, 'db' | 'views' | 'goneTexts'>): Quarantine {
  const insert = db.prepare(`
    insert into quarantine (seq, name, args, base, code, detail, row_label, course_id, campaign_id, at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
    on conflict (seq) do update set args = excluded.args, base = excluded.base,
      code = case when ${saysMore} then quarantine.code else excluded.code end,
      detail = case when ${saysMore} then quarantine.detail else excluded.detail end`);
  const lowest = db.prepare<[], number | null>('select min(seq) from quarantine').pluck();
  const lose = db.prepare(
    `update quarantine set code = 'NO_ACCESS', detail = ? where code = 'FORBIDDEN' and (course_id = ? or campaign_id = ?)`,
  );
  const remove = db.prepare<[number]>('delete from quarantine where seq = ?');
  const has = db.prepare<[number], number>('select 1 from quarantine where seq = ?').pluck();
  const refusedCreate = db.prepare<[string, string], RefusedRow>(
    `select row_label, course_id, campaign_id from quarantine where name = ? and json_extract(args, '$.row.id') = ?`,
  );

  /** The row as it is shown, or what is known of it from a create that was refused. */
  const describe = (entity: AnyEntity, id: string): Subject | null => {
    const row = views.read(entity, id);
    if (row) return describeRow(entity, row);
    const refused = refusedCreate.get(`${entity.name}.create`, id);
    if (!refused) return entity.name === 'Document' ? goneTexts.read(id) : null;
    return {
      label: refused.row_label,
      home: homeOf({ courseId: refused.course_id, campaignId: refused.campaign_id }),
    };
  };

  const describeRow = (entity: AnyEntity, row: WireRow): Subject => {
    const own = labelOf(row);
    // A text has no name of its own: it is called like what it belongs to.
    const parent = own === '' ? entity.parent(row) : null;
    const above = parent && describe(must(findEntity(parent.entityName), parent.entityName), parent.id);
    return { label: own || (above?.label ?? ''), home: homeOfRow(entity, row) };
  };

  const subjectOf = (edit: Edit): Subject => {
    const target = targetOf(edit);
    if (!target) return { label: '', home: null };
    const { entity, id, given } = target;
    return describe(entity, id) ?? describeRow(entity, given);
  };

  const add = ({ seq, name, args, base, code, detail }: RefusedEdit, now: string): void => {
    const { label, home } = subjectOf({ name, args, base });
    const { courseId, campaignId } = homeIds(home);
    const edit = [name, JSON.stringify(args), JSON.stringify(base)];
    insert.run(seq, ...edit, code, detail, label, courseId, campaignId, now);
  };

  return {
    add,
    addUnsent: (edit, now) => add({ ...edit, seq: Math.min(lowest.get() ?? 0, 0) - 1 }, now),
    loseHome: (home, title) => {
      const { courseId, campaignId } = homeIds(home);
      lose.run(title, courseId, campaignId);
    },
    remove: (seq) => void remove.run(seq),
    has: (seq) => has.get(seq) !== undefined,
    describe,
  };
}

/** That access was lost is why the school refuses what it refuses then. */
const saysMore = `quarantine.code = 'NO_ACCESS' and excluded.code = 'FORBIDDEN'`;

interface RefusedRow {
  readonly row_label: string;
  readonly course_id: string | null;
  readonly campaign_id: string | null;
}

interface Target {
  readonly entity: AnyEntity;
  readonly id: string;
  /** What the edit itself says of the row. */
  readonly given: WireRow;
}

const commandEntities: Record<string, string> = {
  document: 'Document',
  course: 'Course',
  campaign: 'Campaign',
  conflict: 'Conflict',
};

function targetOf({ name, args }: Edit): Target | null {
  const entity = parsePlainEdit(name)?.entity ?? findEntity(commandEntities[name.split('.')[0] ?? ''] ?? '');
  const given = asObject(args.row) ?? { ...asObject(args.patch), id: args.id ?? null };
  return entity && typeof given.id === 'string' ? { entity, id: given.id, given } : null;
}

const asObject = (value: unknown): JsonObject | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : undefined;

const labelOf = (row: WireRow): string =>
  [row.title, row.name, row.question, row.rowLabel].find((value) => typeof value === 'string') ?? '';

const homeOfRow = (entity: AnyEntity, row: WireRow): ParentLink | null => {
  const isHome = entity.name === 'Course' || entity.name === 'Campaign';
  if (isHome) return typeof row.id === 'string' ? { entityName: entity.name, id: row.id } : null;
  return homeOf(row) ?? homeOfScope(String(row.rowScope));
};
