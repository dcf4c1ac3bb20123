import type { Section } from '@educrowd/shared/courses/section.entity';

export type SectionLink = Pick<Section, 'id' | 'parentId' | 'deletedAt'>;

/**
 * The sections that can be seen, each with the parent that it is shown under: what is in Trash, or below something that
 * is, is left out. Two devices may each have moved a section into the other's; until the school has settled that, the
 * circle is opened at its lowest id rather than hidden with all its lessons. A section whose parent is not here is shown
 * at the top for the same reason.
 */
export function visibleSections<S extends SectionLink>(sections: readonly S[]): S[] {
  const byId = new Map(sections.map((section) => [section.id as string, section]));
  const opened = findCircles(sections, byId);
  const isTop = ({ id, parentId }: S): boolean => parentId === null || !byId.has(parentId) || opened.has(id);
  const shown = sections
    .filter((section) => section.deletedAt === null)
    .map((section) => (isTop(section) ? { ...section, parentId: null } : section));
  const byParent = Map.groupBy(shown, (section) => section.parentId);
  const visible = [...(byParent.get(null) ?? [])];
  for (const section of visible) visible.push(...(byParent.get(section.id) ?? []));
  return visible;
}

/** Of each circle of sections that lie inside each other, the lowest id. */
function findCircles<S extends SectionLink>(
  sections: readonly S[],
  byId: ReadonlyMap<string, S>,
): Set<string> {
  const lowest = new Set<string>();
  const settled = new Set<S>();
  for (const section of sections) {
    const path: S[] = [];
    let link: S | undefined = section;
    while (link !== undefined && !settled.has(link) && !path.includes(link)) {
      path.push(link);
      link = byId.get(link.parentId ?? '');
    }
    const start = link === undefined ? -1 : path.indexOf(link);
    if (start >= 0) lowest.add(path.slice(start).reduce((a, b) => (a.id < b.id ? a : b)).id);
    for (const each of path) settled.add(each);
  }
  return lowest;
}
