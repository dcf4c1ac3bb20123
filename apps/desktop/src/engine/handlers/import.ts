import type { EngineHandlers } from '../../ipc/contract.ts';
import { importReport } from '../../ipc/import.ts';
import type { MayImport } from '../import/granted-sources.ts';
import type { ImportJobs } from '../import/import-jobs.ts';
import { refusal } from '../../ipc/refusal.ts';
import type { Workspace } from '../workspace.ts';

export interface ImportHandlerOptions {
  readonly workspace: () => Workspace;
  readonly jobs: ImportJobs;
  readonly mayImport: MayImport;
}

export const importHandlers = ({
  workspace,
  jobs,
  mayImport,
}: ImportHandlerOptions): EngineHandlers['import'] => ({
  start: (source) => {
    if (!mayImport(source)) throw refusal('INVALID', 'refusals.importNotChosen');
    return { importId: jobs.start(workspace(), source.path) };
  },
  state: ({ importId }) => jobs.state(importId),
  cancel: ({ importId }) => jobs.cancel(importId),
  report: ({ courseId }) => {
    const json = workspace()
      .store.db.prepare<[string], string>('select json from import_report where course_id = ?')
      .pluck()
      .get(courseId);
    return json === undefined ? null : importReport.parse(JSON.parse(json));
  },
});
