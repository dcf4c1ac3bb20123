import { useEffect, useRef } from 'react';
import type { Editor } from '@tiptap/core';
import { useTranslate } from '../../app/app-context.tsx';
import { useStore, type Store } from '../../app/store.ts';
import { Icon } from '../../ui/icon.tsx';
import type { SlashState } from './slash-menu.ts';

const LIST_ID = 'slash-list';
const HEIGHT = 320;

/** The list below the cursor. The focus stays in the text; the chosen row is named through `aria-activedescendant`. */
export function SlashList({ state, editor }: { state: Store<SlashState | null>; editor: Editor }) {
  const t = useTranslate();
  const menu = useStore(state);
  const chosenRow = useRef<HTMLLIElement>(null);
  const chosenId = menu?.kinds[menu.chosen]?.id;

  useEffect(() => {
    chosenRow.current?.scrollIntoView({ block: 'nearest' });
    const text = editor.view.dom;
    if (chosenId === undefined) {
      text.removeAttribute('aria-activedescendant');
      text.removeAttribute('aria-controls');
    } else {
      text.setAttribute('aria-controls', LIST_ID);
      text.setAttribute('aria-activedescendant', `${LIST_ID}-${chosenId}`);
    }
  }, [chosenId, editor]);

  if (!menu) return null;
  const isBelow = menu.at.bottom + HEIGHT < window.innerHeight;
  const place = isBelow ? { top: menu.at.bottom + 6 } : { bottom: window.innerHeight - menu.at.top + 6 };
  return (
    <div
      className="animate-panel fixed z-50 w-64 rounded-card border border-line bg-raised p-1 shadow-overlay"
      style={{ ...place, left: Math.min(menu.at.left, window.innerWidth - 272) }}
    >
      {menu.kinds.length === 0 && (
        <p className="px-3 py-2 text-14 text-muted">{t('editor.noBlock', { text: menu.query })}</p>
      )}
      <ul
        id={LIST_ID}
        role="listbox"
        aria-label={t('editor.insertMenu')}
        // What scrolls can be reached, also by those who do not use the arrow keys of the text.
        tabIndex={0}
        className="overflow-y-auto"
        style={{ maxHeight: HEIGHT }}
      >
        {menu.kinds.map((kind, index) => (
          <li
            key={kind.id}
            id={`${LIST_ID}-${kind.id}`}
            ref={index === menu.chosen ? chosenRow : undefined}
            role="option"
            aria-selected={index === menu.chosen}
            onMouseDown={(event) => {
              // Pressing must not take the focus from the text.
              event.preventDefault();
              menu.choose(kind);
            }}
            className={`flex min-h-8 items-center gap-3 rounded-control px-2 text-14 ${index === menu.chosen ? 'bg-brand-soft text-brand-text' : 'hover:bg-sunken'}`}
          >
            <Icon name={kind.icon} className="text-muted" />
            {t(kind.name)}
          </li>
        ))}
      </ul>
    </div>
  );
}
