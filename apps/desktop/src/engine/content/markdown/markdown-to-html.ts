import createMarkdown, { type MarkdownIt, type Token } from 'markdown-it';
import definitionLists from 'markdown-it-deflist';
import footnotes from 'markdown-it-footnote';

import type { BraceAttributes } from './attributes.ts';
import { blockSyntax } from './block-syntax.ts';
import { everyFootnote } from './every-footnote.ts';
import { inlineSyntax } from './inline-syntax.ts';
import { mdxSyntax, type MarkdownDialect } from './mdx-syntax.ts';
import { tokenSyntax } from './token-syntax.ts';
import { wikiLinks } from './wiki-links.ts';

/** The text nests quotes and lists more deeply than can be read. */
export class MarkdownError extends Error {
  override readonly name = 'MarkdownError';
}

/**
 * Markdown as HTML with elements of its own for what HTML has no name for: `fenced-div`, `formula-inline`,
 * `formula-block`, `template-tag`, `template-inline`, `unreadable-table`, `footnote-reference`. `markdown-rules.ts` maps those. The HTML may
 * hold anything the author wrote; it is only ever taken apart, never shown.
 */
export function markdownToHtml(markdown: string, dialect: MarkdownDialect = {}): string {
  const tokens = parser.parse(markdown, { ...dialect });
  // markdown-it drops what lies deeper without a word.
  if (tokens.some((token) => token.level >= MAX_NESTING - 1))
    throw new MarkdownError('its quotes and lists are nested too deeply');
  return parser.renderer.render(tokens, parser.options, {});
}

const MAX_NESTING = 60;

const parser = createParser();

function createParser(): MarkdownIt {
  const markdown = createMarkdown({ html: true, linkify: true, maxNesting: MAX_NESTING });
  // `readme.md` is a file, not a host in Moldova.
  markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  // What a link may lead to is decided where it is mapped, and said in the report.
  markdown.validateLink = () => true;
  markdown
    .use(footnotes)
    .use(everyFootnote)
    .use(definitionLists)
    .use(blockSyntax)
    .use(mdxSyntax)
    .use(inlineSyntax)
    .use(wikiLinks)
    .use(tokenSyntax);

  const { escapeHtml } = markdown.utils;
  const withContent = (tokens: Token[], index: number): string => {
    const token = tokens[index];
    const attributes = token === undefined ? '' : markdown.renderer.renderAttrs(token);
    return `<${token?.tag}${attributes}>${escapeHtml(token?.content ?? '')}</${token?.tag}>\n`;
  };
  Object.assign(markdown.renderer.rules, {
    fenced_div_open: (tokens: Token[], index: number) => {
      const token = tokens[index];
      return token === undefined ? '' : `<fenced-div${markdown.renderer.renderAttrs(token)}>\n`;
    },
    html_block: (tokens: Token[], index: number) => withoutOpenComment(tokens[index]?.content ?? ''),
    html_inline: (tokens: Token[], index: number) => withoutOpenComment(tokens[index]?.content ?? ''),
    fenced_div_close: () => '</fenced-div>\n',
    kramdown_attributes: () => '',
    formula_inline: (tokens: Token[], index: number) => withContent(tokens, index).trimEnd(),
    formula_block: withContent,
    template_tag: withContent,
    template_inline: (tokens: Token[], index: number) => withContent(tokens, index).trimEnd(),
    unreadable_table: withContent,
    image: (tokens: Token[], index: number) => imageHtml(tokens[index], markdown),
    footnote_ref: (tokens: Token[], index: number) =>
      `<footnote-reference>${Number(tokens[index]?.meta?.id ?? 0) + 1}</footnote-reference>`,
    footnote_block_open: () => '<hr>\n<ol>\n',
    footnote_block_close: () => '</ol>\n',
    footnote_open: () => '<li>',
    footnote_close: () => '</li>\n',
    footnote_anchor: () => '',
  });
  return markdown;
}

/**
 * A comment that is not closed within its block would swallow the rest of the page, because what closes it is text by
 * then; so it is text as well.
 */
function withoutOpenComment(html: string): string {
  const start = html.lastIndexOf('<!--');
  return start < 0 || html.includes('-->', start)
    ? html
    : `${html.slice(0, start)}&lt;${html.slice(start + 1)}`;
}

/** With `{alt='…'}`, as Carpentries write it, the text in brackets is the caption; alone it is the alternative text. */
function imageHtml(token: Token | undefined, markdown: MarkdownIt): string {
  if (token === undefined) return '';
  const { escapeHtml } = markdown.utils;
  const attributes = (token.meta?.attributes as BraceAttributes | undefined)?.values;
  const text = markdown.renderer.renderInlineAsText(token.children ?? [], markdown.options, {});
  const alt = attributes?.get('alt') ?? attributes?.get('fig-alt');
  const title = [alt === undefined ? '' : text, String(token.attrGet('title') ?? '')]
    .filter((part) => part !== '')
    .join(' – ');
  const width = attributes?.get('width');
  const pairs = {
    src: String(token.attrGet('src') ?? ''),
    alt: alt ?? text,
    title,
    ...(width === undefined ? {} : { width }),
  };
  return `<img ${Object.entries(pairs)
    .map(([name, value]) => `${name}="${escapeHtml(value)}"`)
    .join(' ')}>`;
}
