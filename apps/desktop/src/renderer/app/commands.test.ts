import { createTranslate } from '@educrowd/shared/messages/translate';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { createCommandMaker, createCommandRegistry } from './commands.ts';

const command = createCommandMaker(createTranslate('en'), { ownsWindow: true });
const press = (key: string) =>
  ({
    key,
    code: '',
    ctrlKey: true,
    metaKey: false,
    shiftKey: false,
    altKey: false,
    target: null,
  }) as KeyboardEvent;

beforeEach(() => void vi.stubGlobal('HTMLElement', EventTarget));
afterEach(() => void vi.unstubAllGlobals());

test('below an open dialog neither keys nor menus run anything', () => {
  const commands = createCommandRegistry(false);
  const ran: string[] = [];
  commands.register([command('undo', () => ran.push('undo')), command('palette', () => ran.push('palette'))]);

  const [close, closeSecond] = [commands.hold(), commands.hold()];
  commands.run('undo');
  expect(commands.press(press('k'))).toBe(true);
  expect(commands.press(press('j'))).toBe(false);
  close();
  commands.run('undo');
  expect(ran).toEqual([]);

  closeSecond();
  commands.run('undo');
  expect(commands.press(press('k'))).toBe(true);
  expect(ran).toEqual(['undo', 'palette']);
});
