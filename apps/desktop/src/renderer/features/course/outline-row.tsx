import { memo, type RefObject } from 'react';
import type { ItemInstance } from '@headless-tree/core';
import { useTranslate } from '../../app/app-context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { Menu } from '../../ui/menu.tsx';
import type { ItemMenu } from './item-menu.ts';
import type { OutlineItem } from './outline-tree.ts';
import { RenameField } from './rename-field.tsx';

/** Indentation of one level, in pixels. */
export const INDENT = 16;

interface OutlineRowProps {
  row: ItemInstance<OutlineItem>;
  item: OutlineItem;
  level: number;
  /** Position among its siblings and their number. */
  place: string;
  isFocused: boolean;
  isExpanded: boolean;
  isDropTarget: boolean;
  /** What is typed while the row is renamed; null while it is not. */
  newName: string | null;
  isOpen: boolean;
  /** Without a school nothing is ever sent, so nothing waits. */
  showsPending: boolean;
  menuGroups: ItemMenu;
  menuOpen: boolean;
  /** Opens the menu of the row with this id; null closes it. */
  onMenu: (id: string | null) => void;
  /** Gets the title that a row had when its renaming began. */
  seenTitleRef: RefObject<string>;
}

export const OutlineRow = memo(function OutlineRow(props: OutlineRowProps) {
  const {
    row,
    item,
    level,
    isExpanded,
    isDropTarget,
    newName,
    isOpen,
    showsPending,
    menuGroups,
    menuOpen,
    onMenu,
    seenTitleRef,
  } = props;
  const t = useTranslate();
  const isSection = item.kind === 'section';
  const isPending = item.pending && showsPending;
  const look = isOpen ? 'bg-brand-soft text-brand-text font-semibold' : 'hover:bg-sunken';
  const notes = [item.isEmpty && t('course.lessonEmpty'), isPending && t('course.pending')].filter(Boolean);
  return (
    <div
      {...row.getProps()}
      aria-label={[item.title, ...notes].join(', ')}
      aria-selected={isOpen}
      onContextMenu={(event) => {
        event.preventDefault();
        row.setFocused();
        onMenu(item.id);
      }}
      style={{ paddingLeft: `${8 + level * INDENT}px` }}
      className={`group relative mx-1 flex min-h-8 items-center gap-1.5 rounded-control pr-1 text-14 outline-offset-[-2px] select-none ${look} ${isDropTarget ? 'bg-brand-soft' : ''}`}
    >
      {isSection ? (
        <Icon
          name="chevronRight"
          className={`text-muted transition-transform duration-(--motion-hover) ${isExpanded ? 'rotate-90' : ''}`}
        />
      ) : (
        <Icon name="lesson" className={isOpen ? '' : 'text-muted'} />
      )}
      {newName !== null ? (
        <RenameField row={row} newName={newName} seenTitleRef={seenTitleRef} />
      ) : (
        <span
          className={`min-w-0 flex-1 truncate py-1 ${isSection ? 'font-semibold' : ''} ${item.isEmpty && !isOpen ? 'text-muted' : ''}`}
          title={item.title}
        >
          <bdi>{item.title}</bdi>
        </span>
      )}
      {newName === null && (
        <span className="relative flex size-6 shrink-0 items-center justify-center">
          {isPending && <PendingDot label={t('course.pending')} />}
          <RowMenu
            item={item}
            groups={menuGroups}
            open={menuOpen}
            onOpenChange={(open) => onMenu(open ? item.id : null)}
            focusRow={() => row.getElement()?.focus()}
          />
        </span>
      )}
    </div>
  );
});

/** Something about this row has not been sent yet. It gives way to the menu button, which has the same place. */
function PendingDot({ label }: { label: string }) {
  return (
    <span
      title={label}
      className="absolute size-1.5 rounded-full bg-muted group-hover:opacity-0 group-focus-visible:opacity-0"
    />
  );
}

interface RowMenuProps {
  item: OutlineItem;
  groups: ItemMenu;
  open: boolean;
  onOpenChange: (open: boolean) => void;
  focusRow: () => void;
}

/** For the mouse; the keyboard has the menu key and every action's own key. The menu exists only while it is open. */
function RowMenu({ item, groups, open, onOpenChange, focusRow }: RowMenuProps) {
  const t = useTranslate();
  const button = (
    <button
      type="button"
      tabIndex={-1}
      aria-label={t('common.more')}
      onClick={(event) => {
        event.stopPropagation();
        if (!open) onOpenChange(true);
      }}
      className={`flex size-6 shrink-0 items-center justify-center rounded-chip text-muted group-hover:opacity-100 group-focus-visible:opacity-100 hover:bg-line hover:text-text ${open ? 'opacity-100' : 'opacity-0'}`}
    >
      <Icon name="more" />
    </button>
  );
  // The button that the menu came from is another one afterwards: the keyboard goes back to the row.
  const onClosed = () => {
    if (document.activeElement === document.body) focusRow();
  };
  /** The row has the keyboard before anything happens: a dialog gives it back to where it came from. */
  const actions = () =>
    groups(item).map((group) =>
      group.map((action) => ({
        ...action,
        run: () => {
          focusRow();
          action.run();
        },
      })),
    );
  return open ? (
    // What happens in the menu must not reach the row, which would open or fold.
    <span
      onClick={(event) => event.stopPropagation()}
      onKeyDown={(event) => event.stopPropagation()}
      role="none"
    >
      <Menu groups={actions()} open onOpenChange={onOpenChange} onClosed={onClosed}>
        {button}
      </Menu>
    </span>
  ) : (
    button
  );
}
