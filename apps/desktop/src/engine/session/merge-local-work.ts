import { entityNamed } from '@educrowd/shared/synced-entities';
import type { JsonObject } from '@educrowd/shared/primitives/json';
import type { Material } from '@educrowd/shared/courses/material.entity';
import type { FileDraft } from '../materials/blob-files.ts';
import { keepLocalBlob } from '../materials/material-files.ts';
import type { Edit } from '../store/coalesce.ts';
import type { Store } from '../store/open-store.ts';
import type { Workspace } from '../workspace.ts';

/**
 * Takes over everything that was written without a school into the workspace that this computer has of the account
 * already, as edits that the school is yet to be told. One transaction, and doing it again changes nothing.
 */
export async function mergeLocalWork(from: Workspace, into: Workspace): Promise<void> {
  const { workspaceId } = from.identity();
  const key = `merged:${workspaceId}` as const;
  if (into.store.state.read(key) !== null) return;
  const drafts = new Map<string, FileDraft>();
  let materials: Material[];
  let uncopied: Material[];
  // Work goes on while files are copied: a file that was added meanwhile is among the edits read below, so the files
  // are listed again until none is new, and nothing is awaited from then on.
  do {
    materials = from.store.views.select(entityNamed('Material'), 'true') as unknown as Material[];
    uncopied = materials.filter(({ sha256 }) => !drafts.has(sha256));
    for (const { sha256 } of uncopied) {
      if (!drafts.has(sha256)) drafts.set(sha256, await into.files.draft(from.files.pathOf(sha256)));
    }
  } while (uncopied.length > 0);
  into.files.keep([...drafts.values()], () =>
    into.writer.write((write) => {
      for (const edit of readEdits(from.store)) write.replay(edit);
      for (const file of materials) keepLocalBlob(into.store, file);
      copyReports(from.store, into.store);
      into.store.state.write(key, into.identity().workspaceId);
    }),
  );
}

interface EditRow {
  readonly name: string;
  readonly args: string;
  readonly base: string;
}

const readEdits = ({ db }: Store): Edit[] =>
  db
    .prepare<[], EditRow>('select name, args, base from outbox order by seq')
    .all()
    .map(({ name, args, base }) => ({
      name,
      args: JSON.parse(args) as JsonObject,
      base: JSON.parse(base) as JsonObject,
    }));

function copyReports(from: Store, into: Store): void {
  const insert = into.db.prepare<[string, string]>(
    'insert or replace into import_report (course_id, json) values (?, ?)',
  );
  const reports = from.db
    .prepare<[], { course_id: string; json: string }>('select course_id, json from import_report')
    .all();
  for (const report of reports) insert.run(report.course_id, report.json);
}
