import { Extension } from '@tiptap/core';
import { isChangeOrigin } from '@tiptap/extension-collaboration';
import { Suggestion, type SuggestionProps } from '@tiptap/suggestion';
import type { Translate } from '@educrowd/shared/messages/translate';
import type { Store } from '../../app/store.ts';
import { matchesText } from '../../ui/text-match.ts';
import type { BlockKind } from './blocks.ts';
import { beginUndoStep } from './undo-step.ts';

/** The menu as it is now; null while it is closed. */
export interface SlashState {
  readonly query: string;
  readonly kinds: readonly BlockKind[];
  readonly chosen: number;
  /** Where the text cursor is in the window. */
  readonly at: { readonly left: number; readonly top: number; readonly bottom: number };
  readonly choose: (kind: BlockKind) => void;
}

interface SlashOptions {
  t: Translate;
  kinds: readonly BlockKind[];
  state: Store<SlashState | null>;
}

/** "/" at the beginning of a word opens the blocks that can be inserted. The menu itself is drawn by React. */
export const createSlashMenu = ({ t, kinds, state }: SlashOptions) =>
  Extension.create({
    name: 'slashMenu',
    addProseMirrorPlugins() {
      const show = (props: SuggestionProps<BlockKind>, chosen: number) => {
        const rect = props.clientRect?.();
        if (!rect) return;
        state.set({
          query: props.query,
          kinds: props.items,
          chosen: Math.min(chosen, Math.max(0, props.items.length - 1)),
          at: { left: rect.left, top: rect.top, bottom: rect.bottom },
          choose: (kind) => props.command(kind),
        });
      };
      return [
        Suggestion<BlockKind, BlockKind>({
          editor: this.editor,
          char: '/',
          allowSpaces: false,
          shouldShow: ({ transaction, editor }) =>
            !isChangeOrigin(transaction) && !editor.isActive('codeBlock'),
          items: ({ query }) => kinds.filter((kind) => matchesText(`${t(kind.name)} ${kind.also}`, query)),
          command: ({ editor, range, props }) => {
            beginUndoStep(editor);
            props.insert(editor, range);
          },
          render: () => ({
            onStart: (props) => show(props, 0),
            onUpdate: (props) => show(props, 0),
            onExit: () => state.set(null),
            onKeyDown: ({ event }) => handleKey(event, state),
          }),
        }),
      ];
    },
  });

function handleKey(event: KeyboardEvent, state: Store<SlashState | null>): boolean {
  const menu = state.get();
  if (!menu) return false;
  const step = (by: number) =>
    state.set({ ...menu, chosen: (menu.chosen + by + menu.kinds.length) % Math.max(1, menu.kinds.length) });
  switch (event.key) {
    case 'ArrowDown':
      step(1);
      return true;
    case 'ArrowUp':
      step(-1);
      return true;
    case 'Enter':
    case 'Tab': {
      const kind = menu.kinds[menu.chosen];
      if (kind) menu.choose(kind);
      return kind !== undefined;
    }
    default:
      return false;
  }
}
