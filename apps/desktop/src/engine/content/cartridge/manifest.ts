/**
 * `imsmanifest.xml`: what the cartridge holds (resources) and in which order it is taught (organization). Read by local
 * names, so that every version from 1.0 to 1.3 and the thin cartridge are the same here.
 */
import { posix } from 'node:path';

import { childElements, plainTextOf, type MarkupElement } from '../markup/markup.ts';
import { decoded, pathsMeantBy, pathWithin } from './cartridge-paths.ts';
import { childCalled, childrenCalled, firstCalled, localName } from './cartridge-xml.ts';

export interface Manifest {
  readonly title: string | null;
  readonly description: string | null;
  readonly language: string | null;
  /** The top of the organization; empty where the cartridge has none. */
  readonly items: readonly CartridgeItem[];
  readonly resources: ReadonlyMap<string, Resource>;
  /** Sentences for the report. */
  readonly notes: readonly string[];
}

/** A place in the organization. */
export interface CartridgeItem {
  readonly id: string;
  readonly title: string | null;
  readonly isVisible: boolean;
  readonly resourceId: string | null;
  readonly children: readonly CartridgeItem[];
}

export interface Resource {
  readonly id: string;
  /** `imsqti_xmlv1p2/imscc_xmlv1p1/assessment` */
  readonly type: string;
  /** Paths from the root of the cartridge, the first one being what the resource is. */
  readonly files: readonly string[];
  /** Web addresses that it has instead of files, or beside them. */
  readonly addresses: readonly string[];
  readonly dependencies: readonly string[];
  /** Set where another resource says the same in a better way. */
  readonly insteadOf: string | null;
  readonly isForInstructors: boolean;
}

/** Deeper items are set side by side. */
const MAX_DEPTH = 12;

/** `files`: what is there, by path from the folder of the manifest. */
export function readManifest(root: MarkupElement, files: ReadonlyMap<string, unknown>): Manifest {
  const notes: string[] = [];
  const metadata = childCalled(root, 'metadata');
  const general = metadata && firstCalled(metadata, 'general');
  const base = baseOf(root, '');
  const resourcesElement = childCalled(root, 'resources');
  const resources = resourcesElement
    ? withoutCircles(resourcesOf(resourcesElement, { base: baseOf(resourcesElement, base), files, notes }))
    : new Map<string, Resource>();
  if (firstCalled(root, 'authorizations') !== undefined || isProtected(resourcesElement))
    notes.push('Parts of it were for people with a permission from elsewhere; here nobody is asked for it.');
  return {
    title: general ? lomText(childCalled(general, 'title')) : null,
    description: general ? lomText(childCalled(general, 'description')) : null,
    language: general ? lomText(childCalled(general, 'language')) : null,
    items: organizationOf(root, notes),
    resources,
    notes,
  };
}

/** The words of a LOM field: `<string>` in one version, `<langstring>` in another. */
function lomText(field: MarkupElement | undefined): string | null {
  if (field === undefined) return null;
  const inner = firstCalled(field, 'string') ?? firstCalled(field, 'langstring') ?? field;
  return plainTextOf(inner) || null;
}

function organizationOf(root: MarkupElement, notes: string[]): CartridgeItem[] {
  const organizations = childCalled(root, 'organizations');
  const all = organizations ? childrenCalled(organizations, 'organization') : [];
  const chosen = all.find(
    ({ attributes }) => attributes.get('identifier') === organizations?.attributes.get('default'),
  );
  const [first] = all;
  const organization = chosen ?? first;
  if (organization === undefined) return [];
  if (all.length > 1) notes.push(`It holds ${all.length} orders of its parts; one was used.`);
  const items = childrenCalled(organization, 'item').map((item) => itemOf(item, 1, notes));
  const [only] = items;
  // The standard wants one item around everything, which nobody sees.
  const isWrapper = items.length === 1 && only !== undefined && only.resourceId === null;
  return isWrapper && (only.title === null || /^(?:root|learningmodules)$/i.test(only.title))
    ? [...only.children]
    : items;
}

function itemOf(element: MarkupElement, depth: number, notes: string[]): CartridgeItem {
  const title = childCalled(element, 'title');
  const inner = childrenCalled(element, 'item').map((child) => itemOf(child, depth + 1, notes));
  if (depth === MAX_DEPTH && inner.some(({ children }) => children.length > 0))
    notes.push('Parts that lay very deeply within each other were set side by side.');
  return {
    id: element.attributes.get('identifier') ?? '',
    title: (title && plainTextOf(title)) || null,
    isVisible: !/^(?:false|0)$/i.test(element.attributes.get('isvisible')?.trim() ?? ''),
    resourceId: element.attributes.get('identifierref')?.trim() || null,
    children: depth < MAX_DEPTH ? inner : inner.flatMap(flattened),
  };
}

const flattened = (item: CartridgeItem): CartridgeItem[] => [
  { ...item, children: [] },
  ...item.children.flatMap(flattened),
];

function resourcesOf(
  element: MarkupElement,
  { base, files, notes }: { base: string; files: ReadonlyMap<string, unknown>; notes: string[] },
): ReadonlyMap<string, Resource> {
  const resources = new Map<string, Resource>();
  for (const each of childrenCalled(element, 'resource')) {
    const resource = resourceOf(each, base, files);
    if (resources.has(resource.id) || resource.id === '') {
      notes.push(`Several parts have the name “${resource.id.slice(0, 80)}”; links to it lead to the first.`);
      // Kept under a name that nothing can link to: what it holds is not lost.
      resources.set(`${resource.id} ${resources.size}`, resource);
    } else resources.set(resource.id, resource);
  }
  return resources;
}

const isProtected = (resources: MarkupElement | undefined): boolean =>
  resources !== undefined &&
  childrenCalled(resources, 'resource').some(({ attributes }) => attributes.get('protected') === 'true');

/** Longer chains of alternatives are left side by side. */
const MAX_CHAIN = 10;

/** Each with the last resource that its chain of better ones leads to; those that stand for each other all stay. */
function withoutCircles(resources: ReadonlyMap<string, Resource>): ReadonlyMap<string, Resource> {
  const best = (resource: Resource): string | null => {
    const seen = new Set([resource.id]);
    let last: string | null = null;
    for (let next = resource.insteadOf; next !== null; next = resources.get(next)?.insteadOf ?? null) {
      if (seen.has(next) || seen.size > MAX_CHAIN) return null;
      seen.add(next);
      if (resources.has(next)) last = next;
    }
    return last;
  };
  return new Map([...resources].map(([id, resource]) => [id, { ...resource, insteadOf: best(resource) }]));
}

function resourceOf(
  element: MarkupElement,
  parentBase: string,
  present: ReadonlyMap<string, unknown>,
): Resource {
  const base = baseOf(element, parentBase);
  const href = element.attributes.get('href');
  const hrefs = [
    ...(href === undefined ? [] : [href]),
    ...childrenCalled(element, 'file').flatMap((file) => file.attributes.get('href') ?? []),
  ];
  const fileAt = (address: string): string[] => {
    const places = pathsMeantBy(address).flatMap((path) => pathWithin(base, path) ?? []);
    const place = places.find((each) => present.has(each)) ?? places[0];
    return place === undefined ? [] : [place];
  };
  const files = [...new Set(hrefs.flatMap(fileAt))];
  const variant = childCalled(element, 'variant');
  return {
    id: element.attributes.get('identifier')?.trim() ?? '',
    type: (element.attributes.get('type') ?? '').trim(),
    // Without an address of its own it is the page among its files, not the pictures beside it.
    files: href === undefined ? files.toSorted((a, b) => Number(isPage(b)) - Number(isPage(a))) : files,
    addresses: [...new Set(hrefs.map((each) => each.trim()).filter((each) => /^https?:/i.test(each)))],
    dependencies: childrenCalled(element, 'dependency').flatMap(
      (dependency) => dependency.attributes.get('identifierref')?.trim() ?? [],
    ),
    insteadOf: variant?.attributes.get('identifierref')?.trim() ?? null,
    isForInstructors: isForInstructors(element),
  };
}

function isForInstructors(element: MarkupElement): boolean {
  const role = firstCalled(element, 'intendedEndUserRole');
  if (/^lessonplan$/i.test(element.attributes.get('intendeduse') ?? '')) return true;
  const values = role ? childElements(role).filter((child) => localName(child) === 'value') : [];
  return values.length > 0 && values.every((value) => /^(?:instructor|mentor)$/i.test(plainTextOf(value)));
}

export const isPage = (path: string): boolean => /\.x?html?$/i.test(path);

const baseOf = ({ attributes }: MarkupElement, parent: string): string =>
  posix.join(parent, decoded(attributes.get('xml:base') ?? ''));
