import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import { NEWER_FORMAT, readDocumentForDisplay } from './content-for-display.ts';
import { isReadOnlyFor, CONTENT_SCHEMA_VERSION } from './content-schema.ts';
import { parseContent } from './parse-content.ts';
import { arbitraryContent } from './testing/arbitrary-content.ts';
import { CONTENT_FRAGMENT, createDocumentState, readDocument } from './yjs-document.ts';

function element(name: string, children: (Y.XmlElement | Y.XmlText)[] = []): Y.XmlElement {
  const created = new Y.XmlElement(name);
  created.insert(0, children);
  return created;
}

function text(characters: string, marks: object = {}): Y.XmlText {
  const created = new Y.XmlText();
  created.insert(0, characters, marks);
  return created;
}

function stateOf(...blocks: Y.XmlElement[]): Uint8Array {
  const document = new Y.Doc();
  document.getXmlFragment(CONTENT_FRAGMENT).insert(0, blocks);
  return Y.encodeStateAsUpdate(document);
}

describe('readDocumentForDisplay', () => {
  it('shows a known document as it is', () => {
    fc.assert(
      fc.property(arbitraryContent, (content) => {
        const state = createDocumentState(content);
        expect({ ok: true, value: readDocumentForDisplay(state) }).toEqual(readDocument(state));
      }),
      { numRuns: 50 },
    );
  });

  it('keeps the words of what a newer schema added', () => {
    const heading = element('heading', [text('Title')]);
    heading.setAttribute('numbered', 'yes');
    const state = stateOf(
      heading,
      element('timeline', [element('event', [text('1859')]), element('event', [text('1953')])]),
      element('paragraph', [
        text('see '),
        element('footnote', [text('note')]),
        text(' blue', { colour: {}, bold: {} }),
      ]),
    );
    expect(readDocumentForDisplay(state).content).toEqual([
      { type: 'heading', attrs: { level: 1, anchor: null }, content: [{ type: 'text', text: 'Title' }] },
      {
        type: 'opaque',
        attrs: { format: NEWER_FORMAT, kind: 'timeline', label: '', source: '1859 1953', place: null },
      },
      {
        type: 'paragraph',
        content: [
          { type: 'text', text: 'see note' },
          { type: 'text', text: ' blue', marks: [{ type: 'bold' }] },
        ],
      },
    ]);
  });

  it('stands in for the whole when its parts no longer fit together', () => {
    const content = readDocumentForDisplay(
      stateOf(element('table', [element('caption', [text('Table 1')])])),
    );
    expect(content.content).toMatchObject([{ type: 'opaque', attrs: { source: 'Table 1' } }]);
    expect(parseContent(content).ok).toBe(true);
  });
});

describe('isReadOnlyFor', () => {
  it('keeps this version from editing what a newer one wrote', () => {
    expect([CONTENT_SCHEMA_VERSION, CONTENT_SCHEMA_VERSION + 1].map(isReadOnlyFor)).toEqual([false, true]);
  });
});
