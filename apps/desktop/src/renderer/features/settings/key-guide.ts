import type { PlainMessageKey } from '@educrowd/shared/messages/translate';

interface KeyLine {
  readonly name: PlainMessageKey;
  readonly keys: string;
}

export const keyGuide = (ownsWindow: boolean): readonly KeyLine[] => [
  { name: 'commands.palette', keys: 'Mod-k' },
  { name: 'commands.goTo', keys: 'Mod-p' },
  { name: 'commands.search', keys: 'Mod-Shift-f' },
  { name: 'commands.newLesson', keys: ownsWindow ? 'Mod-n' : 'Mod-Alt-n' },
  { name: 'commands.toggleOutline', keys: 'Mod-\\' },
  { name: 'commands.toggleInspector', keys: 'Mod-.' },
  { name: 'commands.undo', keys: 'Mod-z' },
  { name: 'commands.redo', keys: 'Mod-Shift-z' },
  { name: 'commands.moveUp', keys: 'Alt-ArrowUp' },
  { name: 'commands.moveDown', keys: 'Alt-ArrowDown' },
  { name: 'commands.nest', keys: 'Mod-]' },
  { name: 'commands.outdent', keys: 'Mod-[' },
  { name: 'commands.rename', keys: 'F2' },
  { name: 'commands.toTrash', keys: 'Delete' },
  { name: 'commands.link', keys: 'Mod-Shift-k' },
  { name: 'commands.toolbar', keys: 'Alt-F10' },
  { name: 'commands.nextPane', keys: 'F6' },
];
