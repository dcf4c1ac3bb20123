import { createTranslate } from '@educrowd/shared/messages/translate';
import { expect, test, vi } from 'vitest';
import type { MenuItemConstructorOptions } from 'electron';
import type { MenuCommand } from '../ipc/window.ts';
import { acceleratorOf, menuTemplate } from './menu-template.ts';

const command = (given: Partial<MenuCommand>): MenuCommand => ({
  id: 'newCourse',
  label: 'Create course',
  menu: 'file',
  keys: 'Mod-n',
  isOffered: true,
  ...given,
});

const template = (commands: readonly MenuCommand[], onCommand = (_id: string) => {}) =>
  menuTemplate({
    commands,
    isMac: false,
    isDeveloping: false,
    t: createTranslate('en'),
    onCommand,
    onShowLog: () => {},
  });
const itemsOf = (menus: MenuItemConstructorOptions[]) =>
  menus.flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));

test('a command stands in its menu with its key, and is grey while nothing offers it', () => {
  const menus = template([
    command({}),
    command({ id: 'rename', menu: 'edit', keys: 'F2', isOffered: false }),
  ]);
  const [file, edit] = menus;
  expect(itemsOf([file!])[0]).toMatchObject({ id: 'newCourse', accelerator: 'CmdOrCtrl+N', enabled: true });
  expect(itemsOf([edit!]).at(-1)).toMatchObject({ id: 'rename', accelerator: 'F2', enabled: false });
});

test('choosing a command runs it; its key is left to the window', () => {
  const onCommand = vi.fn<(id: string) => void>();
  const item = itemsOf(template([command({})], onCommand)).find(({ id }) => id === 'newCourse')!;
  expect(item.registerAccelerator).toBe(false);
  type Click = (item: unknown, window?: object, event?: { triggeredByAccelerator: boolean }) => void;
  const click = item.click as unknown as Click;
  const window = {};
  click(item, window, { triggeredByAccelerator: true });
  expect(onCommand).not.toHaveBeenCalled();
  click(item, window, { triggeredByAccelerator: false });
  expect(onCommand).toHaveBeenCalledExactlyOnceWith('newCourse');
  // Of a Mac whose window is closed: nobody else hears the key.
  click(item, undefined, { triggeredByAccelerator: true });
  expect(onCommand).toHaveBeenCalledTimes(2);
});

test.for([
  ['Mod-Shift-f', 'CmdOrCtrl+Shift+F'],
  ['Alt-ArrowUp', 'Alt+Up'],
  ['Mod-\\', 'CmdOrCtrl+\\'],
  ['Shift-F6', 'Shift+F6'],
  ['Delete', 'Delete'],
])('%s is written %s', ([keys, accelerator]) => {
  expect(acceleratorOf(keys!)).toBe(accelerator);
});
