/** Everything the renderer reads from the engine, with the names under which it is cached. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import type { EngineClient } from '../../ipc/contract.ts';

export type EngineQueries = ReturnType<typeof createEngineQueries>;

export const createEngineQueries = (client: EngineClient) => ({
  session: () => queryOptions({ queryKey: ['session'], queryFn: () => client.session.state() }),
  about: () => queryOptions({ queryKey: ['about'], queryFn: () => client.app.about() }),
  courses: () => queryOptions({ queryKey: ['courses'], queryFn: () => client.courses.list() }),
  outline: (courseId: string) =>
    queryOptions({ queryKey: ['outline', courseId], queryFn: () => client.courses.outline({ courseId }) }),
  campaigns: () => queryOptions({ queryKey: ['campaigns'], queryFn: () => client.campaigns.list() }),
  campaign: (campaignId: string) =>
    queryOptions({
      queryKey: ['campaign', campaignId],
      queryFn: () => client.campaigns.read({ campaignId }),
    }),
  pledges: (campaignId: string) =>
    queryOptions({
      queryKey: ['pledges', campaignId],
      queryFn: () => client.campaigns.pledges({ campaignId }),
    }),
  campaignAccess: () =>
    queryOptions({ queryKey: ['campaignAccess'], queryFn: () => client.campaigns.access() }),
  texts: (documentIds: readonly string[]) =>
    queryOptions({
      // By name and not in order: what makes one of them stale names that one.
      queryKey: ['texts', Object.fromEntries(documentIds.map((id) => [id, true]))],
      queryFn: () => client.documents.read({ documentIds: [...documentIds] }),
      placeholderData: keepPreviousData,
    }),
  trash: () => queryOptions({ queryKey: ['trash'], queryFn: () => client.trash.list() }),
  material: (materialId: string) =>
    queryOptions({
      queryKey: ['material', materialId],
      queryFn: () => client.materials.read({ materialId }),
      // Pictures are large: only those on the screen are kept.
      gcTime: 0,
    }),
  search: (text: string, limit: number) =>
    queryOptions({ queryKey: ['search', text, limit], queryFn: () => client.search.find({ text, limit }) }),
  syncStatus: () => queryOptions({ queryKey: ['syncStatus'], queryFn: () => client.sync.status() }),
  conflicts: () => queryOptions({ queryKey: ['conflicts'], queryFn: () => client.sync.listConflicts() }),
  refused: () => queryOptions({ queryKey: ['refused'], queryFn: () => client.sync.listRefused() }),
  notifications: () =>
    queryOptions({ queryKey: ['notifications'], queryFn: () => client.notifications.list() }),
  importState: (importId: string) =>
    queryOptions({ queryKey: ['importState', importId], queryFn: () => client.import.state({ importId }) }),
  importReport: (courseId: string) =>
    queryOptions({ queryKey: ['importReport', courseId], queryFn: () => client.import.report({ courseId }) }),
});
