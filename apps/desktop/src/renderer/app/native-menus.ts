/** The menus of the desktop app: they show the commands of the catalogue and run those that are offered. */
import { menuCommand, type MenuCommand } from '../../ipc/window.ts';
import type { App } from './app-context.tsx';
import { commandCatalogue, keysOf, type CommandDefinition } from './command-catalogue.ts';
import { isTyping, type Command } from './commands.ts';
import type { DesktopWindow } from './desktop-window.ts';

export function connectMenus(app: App, desktop: DesktopWindow): void {
  const { main, listen } = desktop;
  const show = (): void => void main.showCommands({ commands: menuCommands(app) });
  // Screens take their commands back and offer new ones in one go: that is one change of the menus.
  let isPlanned = false;
  const plan = (): void => {
    if (isPlanned) return;
    isPlanned = true;
    setTimeout(() => {
      isPlanned = false;
      show();
    });
  };
  app.commands.commands.subscribe(plan);
  plan();
  listen((event) => {
    if (event.type === 'command') choose(app, desktop, event.id);
  });
}

interface MenuOptions extends Pick<App, 'commands' | 't'> {
  readonly platform: Pick<App['platform'], 'ownsWindow'>;
}

/** Every command; of two that are offered under one key, the later one, which the key runs, shows it. */
export function menuCommands({ commands, t, platform }: MenuOptions): MenuCommand[] {
  const offered = commands.commands.get();
  const runBy = (keys: string): Command | undefined => offered.find((each) => each.keys === keys);
  return Object.entries<CommandDefinition>(commandCatalogue).map(([id, definition]) => {
    const keys = keysOf(definition, platform.ownsWindow) ?? null;
    const owner = keys === null ? undefined : runBy(keys);
    return menuCommand.parse({
      id,
      label: t(definition.label),
      menu: definition.menu,
      keys: owner === undefined || owner.id === id ? keys : null,
      isOffered: offered.some((each) => each.id === id),
    });
  });
}

function choose({ commands }: App, desktop: DesktopWindow, id: string): void {
  const field = document.activeElement;
  if ((id === 'undo' || id === 'redo') && field && isTyping(field)) {
    takeBackTyping(field, desktop, { again: id === 'redo' });
    return;
  }
  commands.run(id);
}

/** In a lesson's text it is the editor's to take back; what was typed into a plain field is the browser's. */
function takeBackTyping(field: Element, { isMac, main }: DesktopWindow, { again }: { again: boolean }): void {
  const press = new KeyboardEvent('keydown', {
    key: 'z',
    code: 'KeyZ',
    ctrlKey: !isMac,
    metaKey: isMac,
    shiftKey: again,
    bubbles: true,
    cancelable: true,
  });
  const isLeftToBrowser = field.dispatchEvent(press);
  if (isLeftToBrowser) void main.takeBackTyping({ again });
}
