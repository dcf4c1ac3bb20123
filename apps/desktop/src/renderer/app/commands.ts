import type { IconName } from '@educrowd/shared/design/icons';
import type { Translate } from '@educrowd/shared/messages/translate';
import { commandCatalogue, keysOf, type CommandDefinition, type CommandId } from './command-catalogue.ts';
import { matchesKeys } from './keys.ts';
import type { Platform } from './platform.ts';
import { createStore, type Store } from './store.ts';

/** An action that a screen offers: the palette and the menus list it, and its key runs it. */
export interface Command {
  readonly id: CommandId;
  readonly label: string;
  readonly icon?: IconName | undefined;
  readonly keys?: string | undefined;
  readonly whileTyping?: boolean | undefined;
  readonly pane?: Pane | undefined;
  readonly removes?: boolean | undefined;
  readonly run: () => void;
}

/** Makes commands of the catalogue in the words of a person, with the keys of their window. */
export type CommandMaker = (id: CommandId, run: () => void) => Command;

export const createCommandMaker =
  (t: Translate, { ownsWindow }: Pick<Platform, 'ownsWindow'>): CommandMaker =>
  (id, run) => {
    const definition: CommandDefinition = commandCatalogue[id];
    const { label, icon, whileTyping, pane, removes } = definition;
    return {
      id,
      label: t(label),
      icon,
      keys: keysOf(definition, ownsWindow),
      whileTyping,
      pane,
      removes,
      run,
    };
  };

/** Parts of the window that F6 goes round, marked by `data-pane`. */
export type Pane = 'navigation' | 'outline' | 'work' | 'inspector';

/** The actions of the screens that are open. */
export interface CommandRegistry {
  readonly commands: Store<readonly Command[]>;
  /** Offers commands until the returned function is called; later ones take precedence over earlier ones. */
  register(commands: readonly Command[]): () => void;
  /** A dialog has the window to itself: until the returned function is called, keys and menus run nothing below it. */
  hold(): () => void;
  /** Runs the command of a key press; false when there is none. */
  press(event: KeyboardEvent): boolean;
  /** Runs what is offered under this name, as the window's own menus do. */
  run(id: string): void;
}

export function createCommandRegistry(isMac: boolean): CommandRegistry {
  const commands = createStore<readonly Command[]>([]);
  const holders = new Set<symbol>();
  const runUnlessHeld = (command: Command | undefined) => {
    if (holders.size === 0) command?.run();
  };
  return {
    commands,
    register(added) {
      commands.set((present) => [...added, ...present]);
      return () => commands.set((present) => present.filter((each) => !added.includes(each)));
    },
    hold() {
      const holder = Symbol('holder');
      holders.add(holder);
      return () => void holders.delete(holder);
    },
    press(event) {
      const typing = isTyping(event.target);
      const pane = paneOf(event.target);
      const isMeant = (command: Command) =>
        (command.whileTyping || !typing) && (command.pane === undefined || command.pane === pane);
      const command = commands
        .get()
        .find((each) => isMeant(each) && each.keys !== undefined && matchesKeys(event, each.keys, isMac));
      runUnlessHeld(command);
      // A key of the app is not the browser's either while it is held: it would print the page or leave it.
      return command !== undefined;
    },
    run: (id) => runUnlessHeld(commands.get().find((each) => each.id === id)),
  };
}

export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));

const paneOf = (target: EventTarget | null): string | undefined =>
  target instanceof HTMLElement ? target.closest<HTMLElement>('[data-pane]')?.dataset.pane : undefined;
