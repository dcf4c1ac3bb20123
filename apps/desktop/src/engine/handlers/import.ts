import type { EngineHandlers } from '../../ipc/contract.ts';
import type { MayImport } from '../import/granted-sources.ts';
import type { ImportJobs } from '../import/import-jobs.ts';
import { readReport } from '../import/import-reports.ts';
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
  state: ({ importId }) => jobs.state(workspace(), importId),
  cancel: ({ importId }) => jobs.cancel(importId),
  report: ({ courseId }) => readReport(workspace().store, courseId),
});
