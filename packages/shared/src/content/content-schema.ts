import { getSchema, type AnyExtension } from '@tiptap/core';
import { StarterKit } from '@tiptap/starter-kit';
import { ContentGuard } from './content-guard.ts';
import { ContentCode, ContentLink, Highlight, Subscript, Superscript } from './content-marks.ts';
import {
  Callout,
  ContentCodeBlock,
  ContentHeading,
  ContentImage,
  ContentListItem,
  ContentOrderedList,
  Embed,
  MathBlock,
  MathInline,
  Opaque,
} from './content-nodes.ts';
import { Table, TableCell, TableHeader, TableRow } from './table-nodes.ts';

/**
 * The schema of every rich text. It is versioned because an editor deletes what it does not know and that deletion
 * syncs: a new node, mark or attribute raises the version, and clients below it open such documents read-only.
 *
 * Content expressions are `x+` or `x*` of one kind, and marks exclude only themselves. Joining the edits of several
 * people therefore gives a valid document again, but for a node that lost its last child; that one gets an empty
 * paragraph when it is read.
 */
export const CONTENT_SCHEMA_VERSION = 1;

/** True when this build may show a document of the given content schema but must not edit it. */
export const isReadOnlyFor = (contentSchema: number): boolean => contentSchema > CONTENT_SCHEMA_VERSION;

/**
 * The extensions of the editor and of everything headless. No undo, which Collaboration brings, and no trailing node,
 * which would edit a document for being opened.
 */
export const contentExtensions: readonly AnyExtension[] = [
  StarterKit.configure({
    undoRedo: false,
    trailingNode: false,
    code: false,
    codeBlock: false,
    heading: false,
    link: false,
    listItem: false,
    orderedList: false,
  }),
  ContentHeading,
  ContentOrderedList,
  ContentListItem,
  ContentCodeBlock,
  ContentImage,
  Callout,
  Table,
  TableRow,
  TableHeader,
  TableCell,
  Embed,
  MathInline,
  MathBlock,
  Opaque,
  ContentLink,
  ContentCode,
  Subscript,
  Superscript,
  Highlight,
  ContentGuard,
];

/** The content extensions with those of the same names replaced, e.g. by ones with node views. */
export function contentExtensionsWith(replacements: readonly AnyExtension[]): AnyExtension[] {
  const byName = new Map(replacements.map((extension) => [extension.name, extension]));
  return contentExtensions.map((extension) => byName.get(extension.name) ?? extension);
}

export const contentSchema = getSchema([...contentExtensions]);
