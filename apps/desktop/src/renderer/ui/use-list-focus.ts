import { useEffect, useRef, type FocusEvent } from 'react';

/** A menu of the item gives the keyboard back to where it was only once it is closed. */
const MENU_MS = 300;

/**
 * Keeps the keyboard in a list when the item that has it goes: on the one that took its place, on the last, or on the
 * pane when none is left. It goes to the item and not to its button, so that a key pressed twice does nothing to the next.
 * For whoever shows the list, also while it is empty; answers the props of the list, whose children are the items.
 */
export function useListFocus<List extends HTMLElement>(items: readonly unknown[]) {
  const list = useRef<List>(null);
  const place = useRef<{ row: Element; index: number } | null>(null);

  useEffect(() => {
    const keep = (): void => {
      const { row, index } = place.current ?? {};
      if (row === undefined || index === undefined || row.isConnected) return;
      if (document.activeElement !== document.body) return;
      const rows = list.current?.children;
      const next = rows?.item(Math.min(index, rows.length - 1)) ?? document.querySelector('#work');
      if (!(next instanceof HTMLElement)) return;
      next.tabIndex = -1;
      next.focus();
    };
    keep();
    const timer = setTimeout(keep, MENU_MS);
    return () => clearTimeout(timer);
  }, [items]);

  return {
    ref: list,
    onFocusCapture: ({ target }: FocusEvent) => {
      const rows = [...(list.current?.children ?? [])];
      const index = rows.findIndex((row) => row.contains(target));
      const row = rows[index];
      if (row) place.current = { row, index };
    },
    onBlurCapture: ({ relatedTarget }: FocusEvent) => {
      // An item that leaves the page gives its focus to nobody, and its menu lies elsewhere in the page.
      const isOutside = relatedTarget instanceof Element && !list.current?.contains(relatedTarget);
      if (isOutside && relatedTarget.closest('[role=menu]') === null) place.current = null;
    },
  };
}
