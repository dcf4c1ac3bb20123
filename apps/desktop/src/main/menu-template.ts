import type { MenuItemConstructorOptions } from 'electron';
import type { Translate } from '@educrowd/shared/messages/translate';
import type { MenuCommand, MenuName } from '../ipc/window.ts';

export interface TemplateOptions {
  /** In the order of the menus; none until a window has said them. */
  readonly commands: readonly MenuCommand[];
  readonly isMac: boolean;
  readonly isDeveloping: boolean;
  readonly t: Translate;
  readonly onCommand: (id: string) => void;
  readonly onShowLog: () => void;
}

type Items = MenuItemConstructorOptions[];
const line: MenuItemConstructorOptions = { type: 'separator' };

/** Every command in its menu, between what the system brings along. */
export function menuTemplate(options: TemplateOptions): Items {
  const { isMac, isDeveloping, t, onShowLog } = options;
  const of = (menu: MenuName): Items =>
    options.commands.filter((each) => each.menu === menu).map((each) => commandItem(each, options.onCommand));
  const isTakingBack = ({ id }: MenuItemConstructorOptions): boolean => id === 'undo' || id === 'redo';
  const edit = of('edit');
  return [
    ...(isMac ? [{ role: 'appMenu' as const }] : []),
    { label: t('desktop.fileMenu'), submenu: [...of('file'), line, { role: isMac ? 'close' : 'quit' }] },
    {
      label: t('desktop.editMenu'),
      submenu: [
        ...edit.filter(isTakingBack),
        line,
        { role: 'cut' },
        { role: 'copy' },
        { role: 'paste' },
        { role: 'pasteAndMatchStyle' },
        { role: 'selectAll' },
        line,
        ...edit.filter((each) => !isTakingBack(each)),
      ],
    },
    {
      label: t('desktop.viewMenu'),
      submenu: [
        ...of('view'),
        line,
        { role: 'resetZoom' },
        { role: 'zoomIn' },
        { role: 'zoomOut' },
        { role: 'togglefullscreen' },
        ...(isDeveloping ? [line, { role: 'toggleDevTools' as const }] : []),
      ],
    },
    { label: t('desktop.goMenu'), submenu: of('go') },
    { role: 'windowMenu' },
    {
      role: 'help',
      label: t('desktop.helpMenu'),
      submenu: [{ id: 'showLog', label: t('desktop.showLog'), click: onShowLog }],
    },
  ];
}

function commandItem(
  { id, label, keys, isOffered }: MenuCommand,
  onCommand: (id: string) => void,
): MenuItemConstructorOptions {
  return {
    id,
    label,
    enabled: isOffered,
    ...(keys !== null && { accelerator: acceleratorOf(keys) }),
    // The window runs a command by its key, since it knows where the focus is; the menu shows the key.
    registerAccelerator: false,
    click: (_item, window, { triggeredByAccelerator }) => {
      // A Mac takes keys for its menus all the same, after the window, if there is one, had its turn.
      if (!triggeredByAccelerator || !window) onCommand(id);
    },
  };
}

const NAMES: Readonly<Record<string, string>> = {
  Mod: 'CmdOrCtrl',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
};

/** "Mod-Shift-f" as the system's menus write it: "CmdOrCtrl+Shift+F". */
export const acceleratorOf = (keys: string): string =>
  keys
    .split('-')
    .map((part) => NAMES[part] ?? (part.length === 1 ? part.toUpperCase() : part))
    .join('+');
