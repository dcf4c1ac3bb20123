import { createTranslate } from '@educrowd/shared/messages/translate';
import { expect, test } from 'vitest';
import { commandCatalogue } from './command-catalogue.ts';
import { createCommandMaker, createCommandRegistry } from './commands.ts';
import { menuCommands } from './native-menus.ts';

const t = createTranslate('en');
const platform = { ownsWindow: true, isMac: false };
const command = createCommandMaker(t, platform);

test('the menus show every command of the catalogue, and which of them is offered', () => {
  const commands = createCommandRegistry(false);
  commands.register([command('home', () => {}), command('search', () => {})]);
  const shown = menuCommands({ commands, t, platform });
  expect(shown.map(({ id }) => id)).toEqual(Object.keys(commandCatalogue));
  expect(shown.filter(({ isOffered }) => isOffered).map(({ id }) => id)).toEqual(['search', 'home']);
  expect(shown.find(({ id }) => id === 'search')).toEqual({
    id: 'search',
    label: 'Search in all lessons',
    menu: 'go',
    keys: 'Mod-Shift-f',
    isOffered: true,
  });
});

test('of two commands under one key, the one that the key runs shows it', () => {
  const commands = createCommandRegistry(false);
  const keysOf = (id: string) => menuCommands({ commands, t, platform }).find((each) => each.id === id)?.keys;
  commands.register([command('newCourse', () => {})]);
  expect([keysOf('newCourse'), keysOf('newLesson')]).toEqual(['Mod-n', null]);
  const leave = commands.register([command('newLesson', () => {})]);
  expect([keysOf('newCourse'), keysOf('newLesson')]).toEqual([null, 'Mod-n']);
  leave();
  expect([keysOf('newCourse'), keysOf('newLesson')]).toEqual(['Mod-n', null]);
});
