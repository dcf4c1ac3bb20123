import { appContract } from './app.ts';
import { campaignsContract } from './campaigns.ts';
import { coursesContract } from './courses.ts';
import { documentsContract } from './documents.ts';
import { importContract } from './import.ts';
import { materialsContract } from './materials.ts';
import { notificationsContract } from './notifications.ts';
import type { Callers, Handlers } from './procedure.ts';
import { searchContract } from './search.ts';
import { sessionContract } from './session.ts';
import { syncContract } from './sync.ts';
import { trashContract } from './trash.ts';

export const contract = {
  app: appContract,
  session: sessionContract,
  courses: coursesContract,
  campaigns: campaignsContract,
  documents: documentsContract,
  materials: materialsContract,
  trash: trashContract,
  search: searchContract,
  sync: syncContract,
  import: importContract,
  notifications: notificationsContract,
} as const;

export type Contract = typeof contract;
export type EngineHandlers = { readonly [Feature in keyof Contract]: Handlers<Contract[Feature]> };
export type EngineClient = { readonly [Feature in keyof Contract]: Callers<Contract[Feature]> };
