export {
  MutationRefused,
  combineHandlers,
  type ChangingHook,
  type MutationHandlers,
} from './mutation-handlers.ts';
export type { PushBatch } from './push-batch.ts';
export { conflictAudience } from './conflict-log.ts';
export { syncCommands } from './commands.ts';
export { createSyncRouter } from './sync.router.ts';
export { collectAllTombstones } from './collect-tombstones.ts';
export type { PurgeRules } from './purge-rules.ts';
export { purgeAllTrash } from './purge-trash.ts';
export { createPokeHub } from './poke-hub.ts';
export {
  COMPACT_TASK,
  compactDocument,
  compactPayload,
  readDocumentContent,
  readDocumentContents,
} from './document-content.ts';
