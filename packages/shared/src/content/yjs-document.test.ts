import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as Y from 'yjs';
import type { ContentDoc } from './content-json.ts';
import { contentSchema } from './content-schema.ts';
import { EMPTY_CONTENT, parseContent } from './parse-content.ts';
import { projectText } from './project-text.ts';
import { arbitraryContent } from './testing/arbitrary-content.ts';
import { createHeadlessEditor } from './testing/headless-editor.ts';
import { arbitrarySessionUpdates } from './testing/writing-session.ts';
import { validateUpdate } from './validate-update.ts';
import {
  CONTENT_FRAGMENT,
  createDocumentState,
  mergeUpdates,
  readDocument,
  type StoredUpdates,
} from './yjs-document.ts';

const canonical = (content: ContentDoc): ContentDoc => valueOf(parseContent(content));
const read = (updates: StoredUpdates): ContentDoc => valueOf(readDocument(updates));

function valueOf(result: ReturnType<typeof parseContent>): ContentDoc {
  if (!result.ok) throw new Error(JSON.stringify(result.failure));
  return result.value;
}

describe('createDocumentState', () => {
  it('keeps every document: what is read is what was written', () => {
    fc.assert(
      fc.property(arbitraryContent, (content) => {
        expect(read(createDocumentState(content))).toEqual(canonical(content));
      }),
    );
  });

  it('gives equal bytes for equal content, so that a second creation changes nothing', () => {
    fc.assert(
      fc.property(arbitraryContent, (content) => {
        const state = createDocumentState(content);
        expect(createDocumentState(canonical(content))).toEqual(state);
        expect(mergeUpdates([state, createDocumentState(content)])).toEqual(state);
      }),
      { numRuns: 20 },
    );
  });

  it('lets two different beginnings of one document stand side by side instead of hiding one', () => {
    const paragraph = (text: string): ContentDoc => ({
      type: 'doc',
      content: [{ type: 'paragraph', content: [{ type: 'text', text }] }],
    });
    const both = read([createDocumentState(paragraph('one')), createDocumentState(paragraph('two'))]);
    expect(projectText(both).split('\n').toSorted()).toEqual(['one', 'two']);
  });

  it('is what the editor would show, which opens it without changing anything', () => {
    fc.assert(
      fc.property(arbitraryContent, (content) => {
        const editor = createHeadlessEditor([createDocumentState(content)], 7);
        expect(editor.read().toJSON()).toEqual(canonical(content));
        expect(editor.written).toEqual([]);
      }),
    );
  });

  it('refuses content that was not parsed', () => {
    const unsafe: ContentDoc = {
      type: 'doc',
      content: [{ type: 'embed', attrs: { url: 'javascript:alert(1)' } }],
    };
    expect(() => createDocumentState(unsafe)).toThrow('not a web address');
  });
});

describe('readDocument', () => {
  it('reads a document that nobody has written yet as an empty one', () => {
    expect(read([])).toEqual(canonical(EMPTY_CONTENT));
  });

  it('reports nodes, marks and attributes of a newer schema instead of dropping them', () => {
    const newer = new Y.Doc();
    const paragraph = new Y.XmlElement('paragraph');
    const text = new Y.XmlText();
    text.insert(0, 'blue', { colour: { name: 'blue' } });
    paragraph.insert(0, [text]);
    const heading = new Y.XmlElement('heading');
    heading.setAttribute('numbered', 'yes');
    newer.getXmlFragment(CONTENT_FRAGMENT).insert(0, [new Y.XmlElement('timeline'), paragraph, heading]);

    const result = readDocument(Y.encodeStateAsUpdate(newer));
    expect(result.ok ? [] : result.failure.map(({ code, path }) => [code, path])).toEqual([
      ['unknown_node', '0'],
      ['unknown_mark', '1.0'],
      ['unknown_attribute', '2'],
    ]);
  });

  it('cleans characters that cannot be stored as text', () => {
    const document = new Y.Doc();
    const paragraph = new Y.XmlElement('paragraph');
    paragraph.insert(0, [new Y.XmlText('a\u0000b')]);
    document.getXmlFragment(CONTENT_FRAGMENT).insert(0, [paragraph]);
    expect(projectText(read(Y.encodeStateAsUpdate(document)))).toBe('ab');
  });
});

describe('updates of several people', () => {
  it('converge in any order and however often they arrive', () => {
    fc.assert(
      fc.property(arbitrarySessionUpdates, fc.infiniteStream(fc.nat()), (stored, ranks) => {
        const shuffled = [...stored, ...stored.slice(0, 5)]
          .map((update) => ({ update, rank: ranks.next().value }))
          .toSorted((one, other) => one.rank - other.rank)
          .map(({ update }) => update);
        const expected = read(stored);
        expect(read(shuffled)).toEqual(expected);
        expect(read(mergeUpdates(shuffled))).toEqual(expected);
        expect(read([mergeUpdates(shuffled), ...stored])).toEqual(expected);
      }),
      { numRuns: 25 },
    );
  });

  it('are valid one after the other, and so is what they add up to', () => {
    fc.assert(
      fc.property(arbitrarySessionUpdates, (stored) => {
        for (const [index, update] of stored.entries()) {
          const result = validateUpdate(update, stored.slice(0, index));
          expect(result).toMatchObject({ ok: true, value: { content: read(stored.slice(0, index + 1)) } });
        }
      }),
      { numRuns: 15 },
    );
  });

  it('are known when they come again, also to what they were merged into', () => {
    fc.assert(
      fc.property(arbitrarySessionUpdates, (stored) => {
        for (const update of stored)
          for (const current of [stored, mergeUpdates(stored)])
            expect(validateUpdate(update, current)).toMatchObject({ ok: true, value: { isKnown: true } });
      }),
      { numRuns: 15 },
    );
  });

  it('lose no word when the next editor opens what they add up to', () => {
    fc.assert(
      fc.property(arbitrarySessionUpdates, (stored) => {
        const opened = createHeadlessEditor(stored, 9).read();
        expect(projectText(valueOf(parseContent(opened.toJSON())))).toBe(projectText(read(stored)));
      }),
    );
  });

  it('are forgotten where they were deleted, once they are merged', () => {
    const long = 'deleted '.repeat(1_000);
    const editor = createHeadlessEditor([createDocumentState(EMPTY_CONTENT)], 4);
    editor.edit((transform) => transform.insert(1, contentSchema.text(long)));
    editor.edit((transform) => transform.delete(1, 1 + long.length));
    expect(mergeUpdates([createDocumentState(EMPTY_CONTENT), ...editor.written]).length).toBeLessThan(100);
  });
});
