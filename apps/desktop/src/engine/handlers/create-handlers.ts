import type { EngineHandlers } from '../../ipc/contract.ts';
import type { EngineEvent } from '../../ipc/events.ts';
import type { EngineClock } from '../clock.ts';
import type { MayImport } from '../import/granted-sources.ts';
import type { ImportJobs } from '../import/import-jobs.ts';
import type { Session } from '../session/session.ts';
import { campaignHandlers } from './campaigns.ts';
import { courseHandlers } from './courses.ts';
import { documentHandlers } from './documents.ts';
import { importHandlers } from './import.ts';
import { materialHandlers } from './materials.ts';
import { notificationHandlers } from './notifications.ts';
import { searchHandlers } from './search.ts';
import { sessionHandlers } from './session.ts';
import { syncHandlers } from './sync.ts';
import { trashHandlers } from './trash.ts';
import { translateFailures } from './translate-failures.ts';

export interface HandlerOptions {
  readonly session: Session;
  readonly clock: EngineClock;
  readonly emit: (event: EngineEvent) => void;
  readonly jobs: ImportJobs;
  readonly mayImport: MayImport;
  readonly about: EngineHandlers['app']['about'];
}

export function createHandlers(options: HandlerOptions): EngineHandlers {
  const { session, clock, emit, jobs, mayImport, about } = options;
  const { workspace } = session;
  return translateFailures({
    app: { about },
    session: sessionHandlers(session),
    courses: courseHandlers({ workspace, clock }),
    campaigns: campaignHandlers({ workspace }),
    documents: documentHandlers({ workspace, emit }),
    materials: materialHandlers({ workspace }),
    trash: trashHandlers({ workspace }),
    search: searchHandlers({ workspace }),
    sync: syncHandlers({ workspace, clock }),
    import: importHandlers({ workspace, jobs, mayImport }),
    notifications: notificationHandlers({ workspace }),
  });
}
