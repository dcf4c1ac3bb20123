import type { ReactElement } from 'react';
import { DropdownMenu as Primitive } from 'radix-ui';
import type { IconName } from '@educrowd/shared/design/icons';
import { Icon } from './icon.tsx';
import { KeyCaps } from './key-caps.tsx';

export interface MenuAction {
  readonly label: string;
  readonly icon?: IconName;
  readonly keys?: string;
  readonly danger?: boolean;
  readonly checked?: boolean;
  readonly disabled?: boolean;
  readonly run: () => void;
}

/** Groups of actions, separated by lines. */
export type MenuGroups = readonly (readonly MenuAction[])[];

interface MenuProps {
  groups: MenuGroups;
  align?: 'start' | 'end';
  /** The button that opens it. */
  children: ReactElement;
  /** For a menu that something else opens, too. */
  open?: boolean;
  onOpenChange?: (open: boolean) => void;
  /** It is gone; its button gets the keyboard if it is still there. */
  onClosed?: () => void;
  /** Where it is drawn; the end of the page unless something there has to keep the focus within. */
  container?: HTMLElement;
}

/** Not modal: Radix' modal menus add a style element, which the content security policy refuses. */
export function Menu({ groups, align = 'end', children, container, onClosed, ...control }: MenuProps) {
  return (
    <Primitive.Root modal={false} {...control}>
      <Primitive.Trigger asChild>{children}</Primitive.Trigger>
      <Primitive.Portal container={container}>
        <Primitive.Content
          align={align}
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={onClosed}
          className="animate-panel z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-52 overflow-y-auto rounded-card border border-line bg-raised p-1 shadow-overlay"
        >
          {groups
            .filter((group) => group.length > 0)
            .map((group, index) => (
              <div key={group[0]?.label}>
                {index > 0 && <Primitive.Separator className="my-1 h-px bg-line" />}
                {group.map((action) => (
                  <MenuItem key={action.label} action={action} />
                ))}
              </div>
            ))}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  );
}

const itemLook =
  'flex min-h-8 w-full items-center gap-2 rounded-control px-2 text-14 outline-none select-none data-[disabled]:opacity-55 data-[highlighted]:bg-sunken dark:data-[highlighted]:bg-line';

function MenuItem({ action }: { action: MenuAction }) {
  const body = (
    <>
      {action.icon && <Icon name={action.icon} className={action.danger ? '' : 'text-muted'} />}
      <span className="flex-1 truncate">{action.label}</span>
      {action.keys && <KeyCaps keys={action.keys} />}
    </>
  );
  const shared = {
    disabled: action.disabled ?? false,
    onSelect: action.run,
    className: `${itemLook} ${action.danger ? 'text-danger-text' : ''}`,
  };
  if (action.checked === undefined) return <Primitive.Item {...shared}>{body}</Primitive.Item>;
  return (
    <Primitive.CheckboxItem checked={action.checked} {...shared}>
      {body}
      <Primitive.ItemIndicator>
        <Icon name="check" />
      </Primitive.ItemIndicator>
    </Primitive.CheckboxItem>
  );
}
