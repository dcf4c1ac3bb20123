import { useEffect, useState, type RefObject } from 'react';
import type { ItemInstance } from '@headless-tree/core';
import { useTranslate } from '../../app/app-context.tsx';
import type { OutlineItem } from './outline-tree.ts';

interface RenameFieldProps {
  row: ItemInstance<OutlineItem>;
  newName: string;
  seenTitleRef: RefObject<string>;
}

/** The new name of a row. It is kept by whatever ends the renaming but Escape: also by going elsewhere. */
export function RenameField({ row, newName, seenTitleRef }: RenameFieldProps) {
  const t = useTranslate();
  const [seen] = useState(newName);
  useEffect(() => {
    seenTitleRef.current = seen;
    return () => {
      const tree = row.getTree();
      // A field that leaves the page tells nobody that it has lost the focus.
      if (row.isRenaming() && tree.getRenamingValue() !== seen) tree.completeRenaming();
    };
  }, [row, seen, seenTitleRef]);
  return (
    <input
      {...row.getRenameInputProps()}
      aria-label={t('common.rename')}
      maxLength={300}
      onFocus={(event) => {
        if (newName === seen) event.currentTarget.select();
      }}
      onBlur={({ currentTarget, relatedTarget }) => {
        // The tree gives a row the focus some time after it was moved: in the middle of the new name, perhaps.
        if (relatedTarget !== null && relatedTarget === currentTarget.closest('[role=treeitem]'))
          currentTarget.focus();
        else row.getTree().completeRenaming();
      }}
      className="min-h-6 min-w-0 flex-1 rounded-chip border border-control bg-surface px-1 font-normal text-text outline-offset-0"
    />
  );
}
