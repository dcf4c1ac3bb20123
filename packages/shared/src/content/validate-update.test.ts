import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { BlockNode, ContentDoc } from './content-json.ts';
import { MAX_CONTENT_DEPTH, MAX_CONTENT_NODES, MAX_UPDATE_BYTES } from './content-limits.ts';
import { EMPTY_CONTENT, parseContent } from './parse-content.ts';
import { arbitraryContent } from './testing/arbitrary-content.ts';
import {
  emptyClaim,
  hugeGap,
  insertionsAfterOne,
  insertionsBefore,
  overlongText,
  punchedText,
} from './testing/craft-update.ts';
import { createHeadlessEditor } from './testing/headless-editor.ts';
import { validateUpdate } from './validate-update.ts';
import { CONTENT_FRAGMENT, createDocumentState } from './yjs-document.ts';

const empty = createDocumentState(EMPTY_CONTENT);

/** The update that a client would send who writes past the editor. */
function written(
  write: (fragment: Y.XmlFragment, document: Y.Doc) => void,
  current?: Uint8Array,
): Uint8Array {
  const document = new Y.Doc();
  if (current !== undefined) Y.applyUpdate(document, current);
  const before = Y.encodeStateVector(document);
  document.transact(() => write(document.getXmlFragment(CONTENT_FRAGMENT), document));
  return Y.encodeStateAsUpdate(document, before);
}

function element(
  name: string,
  attributes: Record<string, string | number | object> = {},
  children: (Y.XmlElement | Y.XmlText)[] = [],
): Y.XmlElement {
  const created = new Y.XmlElement<Record<string, string | number | object>>(name);
  for (const [key, value] of Object.entries(attributes)) created.setAttribute(key, value);
  created.insert(0, children);
  return created as Y.XmlElement;
}

function text(characters: string, marks: object = {}): Y.XmlText {
  const created = new Y.XmlText();
  created.insert(0, characters, marks);
  return created;
}

const codesOf = (update: Uint8Array, current?: Uint8Array): string[] => {
  const result = validateUpdate(update, current ?? []);
  return result.ok ? [] : [...new Set(result.failure.map((problem) => problem.code))];
};

describe('bytes that are no update', () => {
  it('are refused without an exception, whatever they are', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const result = validateUpdate(bytes, empty);
        // Zero structs and zero deletions is an update: it says nothing.
        expect(result.ok).toBe(bytes.length >= 2 && bytes[0] === 0 && bytes[1] === 0);
      }),
      { examples: [[new Uint8Array([0, 0])]] },
    );
  });

  it('are refused at every length that an update was cut to', () => {
    fc.assert(
      fc.property(arbitraryContent, fc.nat(), (content, cut) => {
        const state = createDocumentState(content);
        expect(codesOf(state.subarray(0, cut % state.length))).toEqual(['malformed']);
      }),
    );
  });

  it('never throw and never pass as unsafe content when an update is damaged', () => {
    fc.assert(
      fc.property(
        arbitraryContent,
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 }),
        (content, flips) => {
          const state = createDocumentState(content);
          for (const [position, value] of flips) state[position % state.length] = value;
          const result = validateUpdate(state);
          if (result.ok)
            expect(parseContent(result.value.content)).toEqual({ ok: true, value: result.value.content });
        },
      ),
    );
  });

  it('cannot read beyond themselves into memory that they share', () => {
    const shared = new Uint8Array(1_000).fill('s'.charCodeAt(0));
    const update = overlongText(100);
    shared.set(update);
    expect(codesOf(shared.subarray(0, update.length))).toEqual(['malformed']);
  });
});

describe('an update that would be too much', () => {
  it.each([
    ['too many bytes', new Uint8Array(MAX_UPDATE_BYTES + 1)],
    ['a length that no one writes', hugeGap(2 ** 50)],
    ['many insertions before a long text', insertionsBefore(50_000, 50_000)],
    ['fewer insertions before a long text', insertionsBefore(5_000, 1_000)],
    ['many insertions after one character', insertionsAfterOne(50_000, 50_000)],
    ['fewer insertions after one character', insertionsAfterOne(5_000, 1_000)],
    ['many cuts through one text', punchedText(70_000)],
  ])('is refused: %s', (_name, update) => {
    expect(codesOf(update)).toEqual(['too_large']);
  });

  it('is refused when it only claims to be', () => {
    expect(codesOf(emptyClaim(30_000_000))).toEqual(['malformed']);
  });
});

describe('an update that no editor makes', () => {
  it.each<[string, (fragment: Y.XmlFragment, document: Y.Doc) => void]>([
    ['another root', (_fragment, document) => document.getText('other').insert(0, 'x')],
    ['a document in the document', (_fragment, document) => document.getMap('more').set('doc', new Y.Doc())],
    [
      'an attribute named __proto__',
      (fragment) => fragment.push([element('heading', Object.fromEntries([['__proto__', { level: 9 }]]))]),
    ],
    [
      'a mark named __proto__',
      (fragment) =>
        fragment.push([
          element('paragraph', {}, [text('x', Object.fromEntries([['__proto__', { link: {} }]]))]),
        ]),
    ],
    [
      'an embedded object in a text',
      (fragment) => {
        const line = text('x');
        fragment.push([element('paragraph', {}, [line])]);
        line.insertEmbed(0, { src: 'x' });
      },
    ],
    [
      'an attribute of a text',
      (fragment) => {
        const line = text('x');
        fragment.push([element('paragraph', {}, [line])]);
        line.setAttribute('class', 'x');
      },
    ],
    ['a hook', (fragment) => fragment.push([new Y.XmlHook('x') as unknown as Y.XmlElement])],
    ['a list among the blocks', (fragment) => fragment.push([new Y.Array() as unknown as Y.XmlElement])],
  ])('is refused: %s', (_name, write) => {
    expect(codesOf(written(write))).toEqual(['foreign']);
  });

  it('is refused when it gives the root an attribute', () => {
    const document = new Y.Doc();
    document.getMap(CONTENT_FRAGMENT).set('level', 1);
    expect(codesOf(Y.encodeStateAsUpdate(document))).toEqual(['foreign']);
  });

  it('is refused even if it deletes its traces', () => {
    const hidden = written((fragment, document) => {
      document.getMap('other').set('x', 1);
      document.getMap('other').delete('x');
      fragment.push([element('paragraph')]);
    });
    expect(codesOf(hidden)).toEqual(['foreign']);
  });

  it('is refused when it hides a depth that would exhaust whoever loads it', () => {
    const deep = written((fragment, document) => {
      document.gc = false;
      let innermost: Y.XmlFragment = fragment;
      for (let level = 0; level < 2_000; level++) {
        const next = element('blockquote');
        innermost.insert(0, [next]);
        innermost = next;
      }
      fragment.insert(0, [element('paragraph')]);
      fragment.delete(1, 1);
    });
    expect(codesOf(deep)).toEqual(['foreign']);
  });
});

describe('an update whose result is no document', () => {
  it.each<[string, Y.XmlElement, string]>([
    ['an unknown node', element('script'), 'unknown_node'],
    ['an unknown mark', element('paragraph', {}, [text('x', { colour: {} })]), 'foreign'],
    ['an unknown attribute', element('paragraph', { onclick: 'x' }), 'foreign'],
    [
      'a link that runs something',
      element('paragraph', {}, [text('x', { link: { href: 'javascript:alert(1)' } })]),
      'attribute',
    ],
    ['an embed that runs something', element('embed', { url: 'javascript:alert(1)' }), 'attribute'],
    ['a picture in clear text', element('image', { src: 'http://example.org/a.png' }), 'attribute'],
    ['a heading of a level that does not exist', element('heading', { level: 7 }), 'attribute'],
    ['an attribute that cannot be stored', element('mathBlock', { source: 'a\u0000' }), 'attribute'],
    ['an object for an attribute', element('heading', { anchor: { toString: 'x' } }), 'attribute'],
    ['a block in a line', element('paragraph', {}, [element('paragraph')]), 'misplaced'],
    ['a text among blocks', element('blockquote', {}, [text('x')]), 'misplaced'],
    ['a marked text in code', element('codeBlock', {}, [text('x', { bold: {} })]), 'misplaced'],
  ])('is refused: %s', (_name, child, code) => {
    expect(
      codesOf(
        written((fragment) => fragment.insert(0, [child]), empty),
        empty,
      ),
    ).toEqual([code]);
  });

  it('is refused when it is nested too deeply', () => {
    const nest = (levels: number): BlockNode =>
      levels === 0 ? { type: 'paragraph' } : { type: 'blockquote', content: [nest(levels - 1)] };
    const nested = (levels: number): ContentDoc => ({ type: 'doc', content: [nest(levels)] });
    expect(codesOf(createDocumentState(nested(MAX_CONTENT_DEPTH - 1)))).toEqual([]);
    expect(parseContent(nested(MAX_CONTENT_DEPTH))).toMatchObject({ failure: [{ code: 'too_deep' }] });
  });
});

describe('an update that builds on what is not there', () => {
  it('is refused, because what it writes would stay invisible', () => {
    const editor = createHeadlessEditor([empty], 5);
    for (const word of ['one', 'two'])
      editor.edit((transform) => transform.insert(1, transform.doc.type.schema.text(word)));
    const [first, second] = editor.written;
    if (first === undefined || second === undefined) throw new Error('two updates');
    expect(codesOf(second, empty)).toEqual(['incomplete']);
    expect(validateUpdate(second, [empty, first])).toMatchObject({ ok: true, value: { isKnown: false } });
    expect(validateUpdate(first, [empty, first])).toMatchObject({ ok: true, value: { isKnown: true } });
  });
});

describe('the limits', () => {
  const paragraphs = (count: number): ContentDoc => ({
    type: 'doc',
    content: Array.from({ length: count }, () => ({ type: 'paragraph' })),
  });

  const marks = [
    'bold',
    'italic',
    'underline',
    'strike',
    'code',
    'subscript',
    'superscript',
    'highlight',
  ] as const;
  const marked = Array.from({ length: 1_900 }, (_, index) => ({
    type: 'text' as const,
    text: 'a',
    marks:
      index % 2 === 0 ? marks.map((type) => ({ type })) : [{ type: 'link' as const, attrs: { href: '#a' } }],
  }));
  const opaque = {
    type: 'opaque',
    attrs: { format: '', kind: '', label: 'l', source: '', place: 'p' },
  } as const;

  it.each<[string, ContentDoc]>([
    ['many nodes', paragraphs(MAX_CONTENT_NODES - 1)],
    ['many attributes', { type: 'doc', content: Array.from({ length: 11_500 }, () => opaque) }],
    ['many marks', { type: 'doc', content: [{ type: 'paragraph', content: marked }] }],
    [
      'much text',
      {
        type: 'doc',
        content: [{ type: 'codeBlock', content: [{ type: 'text', text: '漢'.repeat(416_000) }] }],
      },
    ],
  ])('leave room for the canonical state of the largest documents: %s', (_name, content) => {
    expect(parseContent(content)).toMatchObject({ ok: true });
    expect(codesOf(createDocumentState(content))).toEqual([]);
  });

  it('refuse what grows beyond them and welcome what shrinks back', () => {
    const tooMany = createDocumentState(paragraphs(MAX_CONTENT_NODES + 100));
    expect(codesOf(tooMany)).toEqual(['too_many_nodes']);
    expect(
      codesOf(
        written((fragment) => fragment.delete(0, 10), tooMany),
        tooMany,
      ),
    ).toEqual([]);
    expect(
      codesOf(
        written((fragment) => fragment.push([element('paragraph')]), tooMany),
        tooMany,
      ),
    ).toEqual(['too_many_nodes']);
  });
});
