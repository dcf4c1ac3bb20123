import type { QueryClient, QueryKey } from '@tanstack/react-query';
import type { EngineEvent } from '../../ipc/events.ts';

/** Which cached answers an event makes stale. An open text follows its own events. */
function staleKeys(event: EngineEvent): QueryKey[] {
  switch (event.type) {
    case 'notified':
    case 'otherText':
      return [];
    case 'document':
      return [['search'], ['texts', { [event.documentId]: true }]];
    case 'sync':
      return [['syncStatus'], ['conflicts'], ['refused']];
    case 'session':
      return [
        ['session'],
        ['syncStatus'],
        ['courses'],
        ['outline'],
        ['campaigns'],
        ['campaign'],
        ['campaignAccess'],
        ['pledges'],
        ['texts'],
        ['trash'],
        ['search'],
        ['conflicts'],
        ['refused'],
        ['notifications'],
      ];
    case 'import':
      return [['importState', event.importId]];
    case 'rows':
      return staleAfterRows(event);
  }
}

function staleAfterRows({
  tables,
  courseIds,
  campaignIds,
}: Extract<EngineEvent, { type: 'rows' }>): QueryKey[] {
  const keys: QueryKey[] = [];
  const touches = (...names: string[]) => names.some((name) => tables.includes(name));
  const isOfCourse = campaignIds.length === 0;
  if (isOfCourse && touches('courses', 'sections', 'lessons', 'documents', 'materials')) {
    const outlines = courseIds.length === 0 ? [['outline']] : courseIds.map((id) => ['outline', id]);
    keys.push(['courses'], ['trash'], ['search'], ...outlines);
  }
  const isOfCampaign = courseIds.length === 0;
  if (isOfCampaign && touches('campaigns', 'rewards', 'campaign_updates', 'faqs', 'documents', 'materials')) {
    const open = isOfCourse ? [['campaign']] : campaignIds.map((id) => ['campaign', id]);
    keys.push(['campaigns'], ['campaignAccess'], ['trash'], ['search'], ...open);
    if (touches('documents')) keys.push(['texts']);
  }
  if (touches('pledge_records', 'rewards')) keys.push(['pledges']);
  if (touches('materials')) keys.push(['material']);
  if (touches('tenant_settings')) keys.push(['session'], ['campaign']);
  if (touches('notifications')) keys.push(['notifications']);
  if (touches('conflicts')) keys.push(['conflicts'], ['syncStatus']);
  return keys;
}

/**
 * Reads again what events made stale, at most once per frame of `windowMs`: typing makes an event per keystroke.
 * Answers the function that an engine event is handed to.
 */
export function createInvalidator(client: QueryClient, windowMs: number): (event: EngineEvent) => void {
  const waiting = new Map<string, QueryKey>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = () => {
    timer = undefined;
    const keys = [...waiting.values()];
    waiting.clear();
    for (const queryKey of keys) void client.invalidateQueries({ queryKey });
  };
  return (event) => {
    for (const key of staleKeys(event)) waiting.set(JSON.stringify(key), key);
    if (waiting.size > 0) timer ??= setTimeout(flush, windowMs);
  };
}
