import createMarkdown, { type Token } from 'markdown-it';
import { posix } from 'node:path';

import { append } from '../append.ts';
import { resolveAddress } from '../markup/resolve-address.ts';
import { folderOf } from './page.ts';
import type { ListedEntry } from './table-of-contents.ts';

/**
 * The `SUMMARY.md` of mdBook and GitBook: nested lists of links to pages, with headings between them that name parts, and
 * links that stand alone for chapters before and after the others.
 */
export function readSummary(text: string, path: string): ListedEntry[] {
  const entries: ListedEntry[] = [];
  // The lists around the current token, each with the entries it adds to.
  const open: ListedEntry[][] = [entries];
  let heading: Token | null = null;
  for (const token of parser.parse(text, {})) {
    const current = open.at(-1) ?? entries;
    if (token.type === 'heading_open') heading = token;
    else if (token.type === 'bullet_list_open' || token.type === 'ordered_list_open') {
      if (token.level > 0) open.push(current.at(-1)?.children ?? current);
    } else if (token.type === 'bullet_list_close' || token.type === 'ordered_list_close') {
      if (token.level > 0) open.pop();
    } else if (token.type === 'inline') {
      if (heading === null) append(current, entriesOf(token, path));
      else if (!/^summary$|^table of contents$/i.test(token.content)) {
        const part: ListedEntry = { title: token.content, path: null, children: [] };
        entries.push(part);
        open.splice(0, open.length, part.children);
      }
      heading = null;
    }
  }
  return entries;
}

const parser = createMarkdown({ maxNesting: 60 });
parser.validateLink = () => true;

/** A line of a list is one link, or words above a list; a paragraph may hold several links. */
function entriesOf(inline: Token, path: string): ListedEntry[] {
  const entries: ListedEntry[] = [];
  let link: ListedEntry | null = null;
  for (const token of inline.children ?? []) {
    if (token.type === 'link_open') {
      const address = resolveAddress(String(token.attrGet('href') ?? ''));
      const isPage = address.kind === 'local' && address.path !== '';
      link = {
        title: '',
        path: isPage ? posix.join(folderOf(path), address.path) : null,
        ...(address.kind === 'outside' ? { address: address.href } : {}),
        children: [],
      };
      entries.push(link);
    } else if (token.type === 'link_close') link = null;
    else if (link !== null) link.title += token.content;
  }
  return entries.length > 0 ? entries : [{ title: inline.content, path: null, children: [] }];
}
