import type { ImportReport } from '../../../ipc/import.ts';

type Item = ImportReport['changed'][number];

/** Each line once, with how often it is there: what a course uses several times is imported as often. */
export function reportLines(items: readonly Item[]): { readonly item: Item; readonly times: number }[] {
  const alike = Map.groupBy(items, ({ place, kind, what }) => JSON.stringify([place, kind, what]));
  return [...alike.values()].flatMap((group) =>
    group.slice(0, 1).map((item) => ({ item, times: group.length })),
  );
}
