import { Mark } from '@tiptap/core';
import { Code } from '@tiptap/extension-code';
import { Link } from '@tiptap/extension-link';
import { markAttributes } from './content-attributes.ts';
import { isSafeHref } from './link-target.ts';
import { answeringOwnChanges } from './own-changes.ts';
import { htmlText, schemaAttributes } from './schema-attributes.ts';

/*
 * Every mark excludes itself alone, so any marks that two people gave one text at the same time may stay together.
 * (A mark that did not exclude itself would get a hashed name in Yjs.)
 */

export const ContentLink = Link.extend({
  addAttributes() {
    return schemaAttributes(markAttributes.link, { href: htmlText('href'), title: htmlText('title') });
  },
  // It makes links of addresses, and would do so in a text that was only opened.
  addProseMirrorPlugins() {
    return (this.parent?.() ?? []).map(answeringOwnChanges);
  },
}).configure({
  openOnClick: false,
  defaultProtocol: 'https',
  // Strict where TipTap is lenient: an address that is not safe must not enter the document by any way in.
  isAllowedUri: isSafeHref,
  HTMLAttributes: { target: null, class: null, rel: 'noopener noreferrer' },
});

/** TipTap's inline code refuses every other mark; here code may be bold or a link. */
export const ContentCode = Code.extend({ excludes: 'code' });

// Some editors, Google Docs among them, raise and lower text by its style alone.
export const Subscript = Mark.create({
  name: 'subscript',
  parseHTML: () => [{ tag: 'sub' }, { style: 'vertical-align=sub' }],
  renderHTML: ({ HTMLAttributes }) => ['sub', HTMLAttributes, 0],
  addKeyboardShortcuts() {
    return { 'Mod-,': () => this.editor.commands.toggleMark(this.name) };
  },
});

export const Superscript = Mark.create({
  name: 'superscript',
  parseHTML: () => [{ tag: 'sup' }, { style: 'vertical-align=super' }],
  renderHTML: ({ HTMLAttributes }) => ['sup', HTMLAttributes, 0],
  addKeyboardShortcuts() {
    // TipTap's own is Mod-. which opens the inspector here.
    return { 'Mod-Shift-.': () => this.editor.commands.toggleMark(this.name) };
  },
});

export const Highlight = Mark.create({
  name: 'highlight',
  parseHTML: () => [{ tag: 'mark' }],
  renderHTML: ({ HTMLAttributes }) => ['mark', HTMLAttributes, 0],
  addKeyboardShortcuts() {
    return { 'Mod-Shift-y': () => this.editor.commands.toggleMark(this.name) };
  },
});
