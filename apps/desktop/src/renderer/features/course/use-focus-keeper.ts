import { useEffect, useRef, type FocusEvent, type KeyboardEvent } from 'react';
import { flushSync } from 'react-dom';
import type { TreeInstance } from '@headless-tree/core';
import { inReadingOrder, type OutlineItem, type OutlineTree } from './outline-tree.ts';

interface Focus {
  focusedId: string | null;
  onFocus: (id: string | null) => void;
}

/**
 * Keeps the keyboard where it was when rows move or vanish: on the same row, or on the one that took its place. The row
 * that has the keyboard and the focused one are the same. Answers the handlers for the tree's container.
 */
export function useFocusKeeper(
  tree: TreeInstance<OutlineItem>,
  model: OutlineTree,
  { focusedId, onFocus }: Focus,
) {
  const hasFocus = useRef(false);
  const before = useRef(model);

  useEffect(() => {
    const old = before.current;
    before.current = model;
    if (old === model || focusedId === null) return;
    if (!model.itemsById.has(focusedId)) onFocus(successor(old, model, focusedId));
    // The rows themselves change one step later; the tree waits for the one that gets the focus.
    const active = document.activeElement;
    const isElsewhere = active !== document.body && !tree.getElement()?.contains(active);
    if (hasFocus.current && !isElsewhere && !tree.isRenamingItem()) tree.updateDomFocus();
  }, [focusedId, model, onFocus, tree]);

  useEffect(() => {
    // A dialog that has opened a lesson gives the keyboard back a moment later, to the row that it came from.
    const timer = setTimeout(() => {
      const row = rowOf(document.activeElement);
      if (row === document.activeElement && row?.tabIndex !== 0 && tree.getElement()?.contains(row))
        tree.updateDomFocus();
    });
    return () => clearTimeout(timer);
  }, [focusedId, tree]);

  return {
    /** Assistive technology may have set the keyboard on a row: what is pressed there is meant for that row. */
    onKeyDownCapture: ({ target }: KeyboardEvent) => {
      const row = rowOf(target);
      if (row === null || row.tabIndex === 0) return;
      const item = tree.getItems().find((each) => each.getElement() === row);
      // Before the key runs what it stands for.
      if (item) flushSync(() => item.setFocused());
    },
    onFocusCapture: () => {
      hasFocus.current = true;
    },
    onBlurCapture: (event: FocusEvent) => {
      // A row that leaves the page gives its focus to nobody.
      if (event.relatedTarget !== null) hasFocus.current = false;
    },
  };
}

const rowOf = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element ? target.closest<HTMLElement>('[role=treeitem]') : null;

function successor(old: OutlineTree, present: OutlineTree, id: string): string | null {
  const order = inReadingOrder(old).map((item) => item.id);
  const index = order.indexOf(id);
  const isThere = (each: string) => present.itemsById.has(each);
  return order.slice(index).find(isThere) ?? order.slice(0, Math.max(0, index)).findLast(isThere) ?? null;
}
