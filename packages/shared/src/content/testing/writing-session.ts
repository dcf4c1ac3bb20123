import * as fc from 'fast-check';
import { must } from '../../primitives/assert.ts';
import { createDocumentState } from '../yjs-document.ts';
import { arbitraryShortContent } from './arbitrary-content.ts';
import { createHeadlessEditor } from './headless-editor.ts';
import { applyEdit, arbitraryEdit } from './random-edit.ts';

/** Three people open one document and edit it; before a turn a person may hear of everything done so far. */
const arbitrarySession = fc.record({
  content: arbitraryShortContent,
  turns: fc.array(fc.record({ who: fc.nat(2), edit: arbitraryEdit, hears: fc.boolean() }), {
    minLength: 1,
    maxLength: 14,
  }),
});

/** The updates of such a session as a server would store them: the initial state, then in order of writing. */
export const arbitrarySessionUpdates: fc.Arbitrary<Uint8Array[]> = arbitrarySession.map(
  ({ content, turns }) => {
    const initial = createDocumentState(content);
    const editors = [1, 2, 3].map((clientId) => createHeadlessEditor([initial], clientId));
    const stored = [initial];
    for (const { who, edit, hears } of turns) {
      const editor = must(editors[who], 'an editor');
      if (hears) for (const update of stored) editor.receive(update);
      const known = editor.written.length;
      editor.edit((transform) => applyEdit(transform, edit));
      stored.push(...editor.written.slice(known));
    }
    return stored;
  },
);
