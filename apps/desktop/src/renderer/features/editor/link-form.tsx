import { useEffect, useRef, useState, type SyntheticEvent, type KeyboardEvent } from 'react';
import type { Editor } from '@tiptap/core';
import { useTranslate } from '../../app/app-context.tsx';
import { Button, IconButton } from '../../ui/button.tsx';
import { TextField } from '../../ui/field.tsx';
import { toHref } from './link-address.ts';
import { focusText } from './focus-text.ts';

/** The address of the link at the selection. With nothing selected and no link there, the address becomes the text. */
export function LinkForm({ editor, onDone }: { editor: Editor; onDone: () => void }) {
  const t = useTranslate();
  const present: unknown = editor.getAttributes('link').href;
  const [typed, setTyped] = useState(typeof present === 'string' ? present : '');
  const [isWrong, setWrong] = useState(false);
  const form = useRef<HTMLFormElement>(null);

  useEffect(() => form.current?.querySelector('input')?.focus({ preventScroll: true }), []);

  const done = () => {
    onDone();
    focusText(editor);
  };
  const apply = (event: SyntheticEvent) => {
    event.preventDefault();
    const href = toHref(typed);
    if (href === null) {
      setWrong(true);
      return;
    }
    const chain = editor.chain().focus().extendMarkRange('link');
    if (editor.state.selection.empty && present === undefined) {
      chain
        .insertContent({ type: 'text', text: typed.trim(), marks: [{ type: 'link', attrs: { href } }] })
        .run();
    } else {
      chain.setMark('link', { href }).run();
    }
    done();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === 'Escape') done();
  };
  return (
    <form
      ref={form}
      onSubmit={apply}
      onKeyDown={onKeyDown}
      className="flex w-[min(400px,calc(100vw-48px))] items-start gap-2 p-1"
    >
      <div className="min-w-0 flex-1">
        <TextField
          label={t('editor.linkAddress')}
          hideLabel
          placeholder="https://"
          value={typed}
          error={isWrong ? t('editor.linkInvalid') : undefined}
          onChange={(event) => {
            setTyped(event.currentTarget.value);
            setWrong(false);
          }}
        />
      </div>
      <Button type="submit">{t('editor.applyLink')}</Button>
      {present !== undefined && (
        <IconButton
          icon="unlink"
          label={t('editor.removeLink')}
          onClick={() => {
            editor.chain().focus().extendMarkRange('link').unsetMark('link').run();
            done();
          }}
        />
      )}
    </form>
  );
}
