import { clipped } from '../originals.ts';
import { groupsWithAccess, type GroupNames } from './olx-policy.ts';

/** What becomes of the settings of an element, as sentences for the report; `known` are those that were used. */
export function settingNotes(
  attributes: ReadonlyMap<string, string>,
  groups: GroupNames,
  known: ReadonlySet<string> = NONE,
): string[] {
  const notes: string[] = [];
  if (attributes.get('visible_to_staff_only') === 'true')
    notes.push('Only staff could see it; now everyone can.');
  const access = groupsWithAccess(attributes, groups);
  if (access.length > 0) notes.push(`Only ${access.join(', ')} could see it; now everyone can.`);
  const others = [...attributes].filter(
    ([name, value]) => !known.has(name) && !SAID.has(name) && !isDefault(value),
  );
  if (others.length > 0) {
    notes.push(`Settings were left out: ${clipped(others.map(([name]) => name).join(', '), 400)}.`);
  }
  return notes;
}

const NONE: ReadonlySet<string> = new Set();

/** Names, addresses, and what the exporter writes for itself. */
const SAID = new Set([
  'url_name',
  'display_name',
  'name',
  'slug',
  'org',
  'course',
  'filename',
  'editor',
  'visible_to_staff_only',
  'group_access',
  'xblock-family',
  'xml_attributes',
  'parent_url',
  'parent_sequential_url',
  'index_in_children_list',
  'course_edit_method',
  'copied_from_block',
  'upstream',
  'upstream_version',
  'use_latex_compiler',
]);

/** Says nothing: what exporters write for a setting that nobody made. */
export const isDefault = (value: string): boolean =>
  ['', 'null', 'false', '[]', '{}', '""', 'None'].includes(value.trim());
