import { useLayoutEffect, useRef, useState, type DragEvent, type KeyboardEvent, type ReactNode } from 'react';
import { useApp } from '../app/app-context.tsx';
import { IconButton } from './button.tsx';
import { Icon } from './icon.tsx';
import { Menu, type MenuAction } from './menu.tsx';
import { useListFocus } from './use-list-focus.ts';

export interface SortableItem {
  readonly id: string;
  readonly title: string;
}

interface SortableListProps<Item extends SortableItem> {
  label: string;
  items: readonly Item[];
  /** Put right after `afterId`; null: first. */
  onMove: (item: Item, afterId: string | null) => void;
  openId: string | null;
  onOpen: (id: string | null) => void;
  /** Beside the title of a closed item, and under it where there is no room. */
  renderSummary: (item: Item) => ReactNode;
  /** What an open item shows. */
  children: (item: Item) => ReactNode;
  actions: (item: Item) => readonly MenuAction[];
}

/**
 * Items that open in place and can be put in another order: dragged by the grip, with Alt and the arrow keys, or from
 * the menu. The keyboard stays with the item that moved.
 */
export function SortableList<Item extends SortableItem>(props: SortableListProps<Item>) {
  const { label, items, onMove, openId, onOpen } = props;
  const { t, announce } = useApp();
  const [draggedId, setDraggedId] = useState<string | null>(null);
  const [target, setTarget] = useState<{ id: string; isBelow: boolean } | null>(null);
  const { ref: list, ...listFocus } = useListFocus<HTMLOListElement>(items);
  const movedId = useRef<string | null>(null);
  // Moving a row in the page takes the focus from it.
  useLayoutEffect(() => {
    if (movedId.current === null) return;
    list.current?.querySelector<HTMLElement>(`[data-item="${movedId.current}"] [data-opener]`)?.focus();
    movedId.current = null;
  }, [items, list]);

  const moveBy = (item: Item, step: 1 | -1) => {
    const others = items.filter((each) => each.id !== item.id);
    const to = items.indexOf(item) + step;
    if (to < 0 || to >= items.length) {
      announce(t('common.cannotMove', { title: item.title }));
      return;
    }
    movedId.current = item.id;
    onMove(item, others[to - 1]?.id ?? null);
  };
  const drop = () => {
    const item = items.find((each) => each.id === draggedId);
    const others = items.filter((each) => each.id !== draggedId);
    const at = others.findIndex((each) => each.id === target?.id);
    setDraggedId(null);
    setTarget(null);
    if (!item || !target || at < 0) return;
    const afterId = (target.isBelow ? others[at] : others[at - 1])?.id ?? null;
    if (afterId !== (items[items.indexOf(item) - 1]?.id ?? null)) onMove(item, afterId);
  };
  const over = (event: DragEvent<HTMLLIElement>, id: string) => {
    if (draggedId === null) return;
    event.preventDefault();
    const { top, height } = event.currentTarget.getBoundingClientRect();
    setTarget({ id, isBelow: event.clientY > top + height / 2 });
  };

  return (
    <ol ref={list} {...listFocus} aria-label={label} className="flex flex-col gap-2">
      {items.map((item) => (
        <li
          key={item.id}
          data-item={item.id}
          onDragOver={(event) => over(event, item.id)}
          onDrop={(event) => {
            event.preventDefault();
            drop();
          }}
          className={`relative rounded-card border border-line bg-surface ${draggedId === item.id ? 'opacity-55' : ''}`}
        >
          {target?.id === item.id && draggedId !== item.id && <DropLine isBelow={target.isBelow} />}
          <Row
            {...props}
            item={item}
            isOpen={openId === item.id}
            onToggle={() => onOpen(openId === item.id ? null : item.id)}
            moveBy={(step) => moveBy(item, step)}
            onDragStart={() => setDraggedId(item.id)}
            onDragEnd={() => {
              setDraggedId(null);
              setTarget(null);
            }}
          />
          {openId === item.id && (
            <div className="flex flex-col gap-4 border-t border-line p-4">{props.children(item)}</div>
          )}
        </li>
      ))}
    </ol>
  );
}

const DropLine = ({ isBelow }: { isBelow: boolean }) => (
  <span
    aria-hidden="true"
    className={`absolute inset-x-0 h-0.5 rounded-full bg-brand ${isBelow ? '-bottom-1.5' : '-top-1.5'}`}
  />
);

interface RowProps<Item extends SortableItem> extends SortableListProps<Item> {
  item: Item;
  isOpen: boolean;
  onToggle: () => void;
  moveBy: (step: 1 | -1) => void;
  onDragStart: () => void;
  onDragEnd: () => void;
}

function Row<Item extends SortableItem>({ item, items, isOpen, onToggle, moveBy, ...props }: RowProps<Item>) {
  const { t } = useApp();
  const onKeyDown = (event: KeyboardEvent) => {
    if (!event.altKey || (event.key !== 'ArrowUp' && event.key !== 'ArrowDown')) return;
    event.preventDefault();
    moveBy(event.key === 'ArrowUp' ? -1 : 1);
  };
  const at = items.indexOf(item);
  const moves: MenuAction[] = [
    {
      label: t('common.moveUp'),
      icon: 'arrowUp',
      keys: 'Alt-ArrowUp',
      disabled: at === 0,
      run: () => moveBy(-1),
    },
    {
      label: t('common.moveDown'),
      icon: 'arrowDown',
      keys: 'Alt-ArrowDown',
      disabled: at === items.length - 1,
      run: () => moveBy(1),
    },
  ];
  return (
    <div className="flex min-h-11 items-center gap-1 pr-2 pl-1">
      {/* For the mouse: the keyboard moves the item itself. */}
      <span
        aria-hidden="true"
        draggable
        onDragStart={(event) => {
          event.dataTransfer.effectAllowed = 'move';
          event.dataTransfer.setData('text/plain', item.title);
          props.onDragStart();
        }}
        onDragEnd={props.onDragEnd}
        className="flex size-8 shrink-0 cursor-grab items-center justify-center text-muted"
      >
        <Icon name="grip" />
      </span>
      <button
        type="button"
        data-opener
        aria-expanded={isOpen}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        onClick={onToggle}
        onKeyDown={onKeyDown}
        className="flex min-w-0 flex-1 flex-wrap items-center gap-x-4 gap-y-0.5 self-stretch rounded-control py-2 text-left"
      >
        <span className="min-w-0 flex-1 basis-40 truncate text-15 font-semibold">{item.title}</span>
        <span className="flex min-w-0 items-center gap-3 text-14 text-muted tabular-nums">
          {props.renderSummary(item)}
        </span>
      </button>
      <Menu groups={[moves, props.actions(item)]}>
        <IconButton icon="more" label={t('common.actionsFor', { title: item.title })} />
      </Menu>
      <Icon name={isOpen ? 'chevronDown' : 'chevronRight'} className="text-muted" />
    </div>
  );
}
