import { useEffect, useRef, type ReactNode } from 'react';
import type { Editor } from '@tiptap/core';
import { useEditorState } from '@tiptap/react';
import { BubbleMenu } from '@tiptap/react/menus';
import { NodeSelection } from '@tiptap/pm/state';
import { Toolbar } from 'radix-ui';
import type { IconName } from '@educrowd/shared/design/icons';
import type { PlainMessageKey } from '@educrowd/shared/messages/translate';
import { useApp } from '../../app/app-context.tsx';
import { ariaKeys } from '../../app/keys.ts';
import { useStore, type Store } from '../../app/store.ts';
import { Icon } from '../../ui/icon.tsx';
import { KeyCaps } from '../../ui/key-caps.tsx';
import { Tooltip } from '../../ui/tooltip.tsx';
import { LinkForm } from './link-form.tsx';
import { focusText } from './focus-text.ts';
import { isInUse } from './is-in-use.ts';

interface MarkButton {
  readonly mark: string;
  readonly name: PlainMessageKey;
  readonly icon: IconName;
  readonly keys?: string;
}

const MARKS: readonly MarkButton[] = [
  { mark: 'bold', name: 'editor.bold', icon: 'bold', keys: 'Mod-b' },
  { mark: 'italic', name: 'editor.italic', icon: 'italic', keys: 'Mod-i' },
  { mark: 'underline', name: 'editor.underline', icon: 'underline', keys: 'Mod-u' },
  { mark: 'strike', name: 'editor.strike', icon: 'strike', keys: 'Mod-Shift-s' },
  { mark: 'code', name: 'editor.code', icon: 'code', keys: 'Mod-e' },
  { mark: 'highlight', name: 'editor.highlight', icon: 'highlight', keys: 'Mod-Shift-y' },
  { mark: 'subscript', name: 'editor.subscript', icon: 'subscript', keys: 'Mod-,' },
  { mark: 'superscript', name: 'editor.superscript', icon: 'superscript', keys: 'Mod-Shift-.' },
];

/** What the floating bar shows; the link form also opens without a selection. */
export type BubbleMode = 'marks' | 'link';

interface BubbleToolbarProps {
  editor: Editor;
  mode: Store<BubbleMode>;
  /** Where it is drawn: beside the text, so that leaving both hides it. */
  container: () => HTMLElement;
}

/** Formatting beside the selected words. Alt-F10 goes into it, Escape back to the text. */
export function BubbleToolbar({ editor, mode, container }: BubbleToolbarProps) {
  const present = useStore(mode);
  return (
    <BubbleMenu
      editor={editor}
      updateDelay={100}
      appendTo={container}
      options={{
        strategy: 'absolute',
        placement: 'top',
        offset: 8,
        shift: { padding: 8 },
        flip: { padding: 8 },
      }}
      shouldShow={({ editor: shown, state, element }) => {
        if (!isInUse(shown)) return false;
        const isWithin = shown.view.hasFocus() || element.contains(document.activeElement);
        if (mode.get() === 'link') return isWithin;
        return (
          isWithin &&
          !state.selection.empty &&
          !(state.selection instanceof NodeSelection) &&
          !shown.isActive('codeBlock')
        );
      }}
      className="z-40 w-max"
    >
      <div className="rounded-card border border-line bg-raised p-1 shadow-overlay">
        {present === 'link' ? (
          <LinkForm editor={editor} onDone={() => mode.set('marks')} />
        ) : (
          <MarkBar editor={editor} mode={mode} />
        )}
      </div>
    </BubbleMenu>
  );
}

function MarkBar({ editor, mode }: { editor: Editor; mode: Store<BubbleMode> }) {
  const { t } = useApp();
  const bar = useRef<HTMLDivElement>(null);
  const active = useEditorState({
    editor,
    selector: ({ editor: present }) =>
      [...MARKS.map(({ mark }) => mark), 'link'].filter((mark) => present.isActive(mark)),
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.altKey && event.key === 'F10') bar.current?.querySelector('button')?.focus();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
  return (
    <Toolbar.Root
      ref={bar}
      aria-label={t('editor.formatting')}
      onKeyDown={(event) => {
        if (event.key === 'Escape') focusText(editor);
      }}
      className="flex items-center gap-0.5"
    >
      {MARKS.map(({ mark, name, icon, keys }) => (
        <BarButton
          key={mark}
          label={t(name)}
          keys={keys}
          isActive={active.includes(mark)}
          onPress={() => editor.chain().focus().toggleMark(mark).run()}
        >
          <Icon name={icon} />
        </BarButton>
      ))}
      <Toolbar.Separator className="mx-1 h-5 w-px bg-line" />
      <BarButton
        label={t('editor.link')}
        keys="Mod-Shift-k"
        isActive={active.includes('link')}
        onPress={() => mode.set('link')}
      >
        <Icon name="link" />
      </BarButton>
    </Toolbar.Root>
  );
}

interface BarButtonProps {
  label: string;
  keys?: string | undefined;
  isActive: boolean;
  onPress: () => void;
  children: ReactNode;
}

function BarButton({ label, keys, isActive, onPress, children }: BarButtonProps) {
  const { platform } = useApp();
  return (
    <Tooltip
      content={
        <>
          {label}
          {keys && <KeyCaps keys={keys} />}
        </>
      }
    >
      <Toolbar.Button
        aria-label={label}
        aria-pressed={isActive}
        aria-keyshortcuts={keys && ariaKeys(keys, platform.isMac)}
        onMouseDown={(event) => event.preventDefault()}
        onClick={onPress}
        className="flex size-8 items-center justify-center rounded-control text-text hover:bg-sunken aria-pressed:bg-brand-soft aria-pressed:text-brand-text"
      >
        {children}
      </Toolbar.Button>
    </Tooltip>
  );
}
