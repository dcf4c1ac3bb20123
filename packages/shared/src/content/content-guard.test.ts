import type { Node as SchemaNode } from '@tiptap/pm/model';
import { EditorState, type Transaction } from '@tiptap/pm/state';
import { ySyncPluginKey } from '@tiptap/y-tiptap';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createContentGuard } from './content-guard.ts';
import type { BlockNode } from './content-json.ts';
import { MAX_CONTENT_DEPTH } from './content-limits.ts';
import { contentSchema } from './content-schema.ts';
import { parseContent } from './parse-content.ts';
import { arbitraryContent } from './testing/arbitrary-content.ts';
import { applyEdit, arbitraryEdit } from './testing/random-edit.ts';

const nodeOf = (...content: BlockNode[]): SchemaNode => contentSchema.nodeFromJSON({ type: 'doc', content });
const hello = nodeOf({ type: 'heading', attrs: { level: 2 }, content: [{ type: 'text', text: 'hello' }] });

function tryChange(doc: SchemaNode, change: (transaction: Transaction) => Transaction) {
  const refused: string[] = [];
  const guard = createContentGuard((problem) => refused.push(problem.code));
  const before = EditorState.create({ doc, plugins: [guard] });
  const after = before.apply(change(before.tr));
  return { refused, isChanged: !after.doc.eq(doc), doc: after.doc };
}

describe('ContentGuard', () => {
  it('lets pass what people do', () => {
    fc.assert(
      fc.property(arbitraryContent, arbitraryEdit, (content, edit) => {
        const { doc, refused } = tryChange(contentSchema.nodeFromJSON(content), (transaction) => {
          applyEdit(transaction, edit);
          return transaction;
        });
        expect(refused).toEqual([]);
        expect(parseContent(doc.toJSON()).ok).toBe(true);
      }),
    );
  });

  it.each<[string, string, (transaction: Transaction) => Transaction]>([
    ['a paste that is too deep', 'too_deep', (tr) => tr.insert(0, nested(MAX_CONTENT_DEPTH))],
    ['a paste that is too large', 'too_large', (tr) => tr.insertText('a'.repeat(1_300_000), 1)],
  ])('refuses %s', (_name, code, change) => {
    expect(tryChange(hello, change)).toMatchObject({ refused: [code], isChanged: false });
  });

  it('has no need to look at attributes, which the schema refuses', () => {
    expect(() => contentSchema.mark('link', { href: 'javascript:alert(1)' })).toThrow('href');
    expect(() => tryChange(hello, (tr) => tr.setNodeAttribute(0, 'level', 9))).toThrow('level');
  });

  it('leaves alone what came from others', () => {
    const remote = tryChange(hello, (tr) =>
      tr.insert(0, nested(MAX_CONTENT_DEPTH)).setMeta(ySyncPluginKey, { isChangeOrigin: true }),
    );
    expect(remote).toMatchObject({ refused: [], isChanged: true });
  });
});

function nested(levels: number): SchemaNode {
  let node = contentSchema.node('paragraph');
  for (let level = 0; level < levels; level++) node = contentSchema.node('blockquote', null, [node]);
  return node;
}
