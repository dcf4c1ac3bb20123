import { useState } from 'react';
import { useTranslate } from '../../app/app-context.tsx';
import { CommandList, type Choice } from '../../ui/command-list.tsx';
import { matchesText } from '../../ui/text-match.ts';
import type { OutlineActions } from './course-actions.ts';
import {
  ancestorsOf,
  inReadingOrder,
  mayLieIn,
  placeAtEnd,
  ROOT,
  type OutlineItem,
  type OutlineTree,
} from './outline-tree.ts';

interface MoveDialogProps {
  item: OutlineItem;
  tree: OutlineTree;
  actions: OutlineActions;
  onClose: () => void;
}

/** Moves an item to the end of a section found by name: the way that needs neither dragging nor many key presses. */
export function MoveDialog({ item, tree, actions, onClose }: MoveDialogProps) {
  const t = useTranslate();
  const [query, setQuery] = useState('');
  const moveTo = (parentId: string) => {
    onClose();
    void actions.move(item, placeAtEnd(tree, item, parentId));
  };
  const sections = inReadingOrder(tree).filter(
    (each) => each.id !== item.parentId && mayLieIn(tree, item, each.id),
  );
  const choices: Choice[] = sections.map((section) => ({
    id: section.id,
    label: section.title,
    icon: 'folder',
    detail: ancestorsOf(tree, section.id)
      .map((ancestor) => ancestor.title)
      .join(' › '),
    run: () => moveTo(section.id),
  }));
  if (item.parentId !== ROOT && mayLieIn(tree, item, ROOT)) {
    choices.unshift({ id: ROOT, label: t('course.topLevel'), icon: 'course', run: () => moveTo(ROOT) });
  }
  return (
    <CommandList
      label={t('course.moveTitle', { title: item.title })}
      placeholder={t('course.filterPlaces')}
      query={query}
      onQuery={setQuery}
      groups={[
        {
          heading: t('course.moveTitle', { title: item.title }),
          choices: choices.filter((choice) => matchesText(choice.label, query)),
        },
      ]}
      empty={t('course.noPlace', { text: query })}
      open
      onOpenChange={(open) => !open && onClose()}
    />
  );
}
