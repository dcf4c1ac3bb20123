import type { PlainMessageKey } from '@educrowd/shared/messages/translate';
import { commandCatalogue, keysOf, type CommandDefinition } from '../../app/command-catalogue.ts';

interface KeyLine {
  readonly name: PlainMessageKey;
  readonly keys: string;
}

/** Keys that the editor itself answers to. */
const editorKeys: readonly KeyLine[] = [
  { name: 'commands.link', keys: 'Mod-Shift-k' },
  { name: 'commands.toolbar', keys: 'Alt-F10' },
];

/** Every key, also those of screens that are not open now. */
export const keyGuide = (ownsWindow: boolean): readonly KeyLine[] => [
  ...Object.values<CommandDefinition>(commandCatalogue).flatMap((definition) => {
    const keys = keysOf(definition, ownsWindow);
    return keys === undefined ? [] : [{ name: definition.label, keys }];
  }),
  ...editorKeys,
];
