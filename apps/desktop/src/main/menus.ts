import { Menu } from 'electron';
import type { MenuCommand } from '../ipc/window.ts';
import { menuTemplate, type TemplateOptions } from './menu-template.ts';

export interface Menus {
  show(commands: readonly MenuCommand[]): void;
}

/** The menus of the app, from its start; the commands appear when a window has said them. */
export function createMenus(options: Omit<TemplateOptions, 'commands'>): Menus {
  let shape = '';
  const show = (commands: readonly MenuCommand[]): void => {
    const next = JSON.stringify(commands.map(({ isOffered: _, ...each }) => each));
    const menu = Menu.getApplicationMenu();
    if (next !== shape || !menu) {
      shape = next;
      Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate({ ...options, commands })));
      return;
    }
    // A menu that is open stays open.
    for (const { id, isOffered } of commands) {
      const item = menu.getMenuItemById(id);
      if (item) item.enabled = isOffered;
    }
  };
  show([]);
  return { show };
}
