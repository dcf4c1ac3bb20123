import type { IconName } from '@educrowd/shared/design/icons';
import { matchesKeys } from './keys.ts';
import { createStore, type Store } from './store.ts';

/** An action that the palette lists and a key runs. */
export interface Command {
  readonly id: string;
  readonly label: string;
  readonly icon?: IconName;
  /** See keys.ts; the first is the one that is shown. */
  readonly keys?: readonly string[];
  /** Works while a person types into a field or the editor, too. */
  readonly whileTyping?: boolean;
  /** Its keys work only while the focus is in this pane. */
  readonly pane?: Pane;
  readonly run: () => void;
}

/** Parts of the window that F6 goes round, marked by `data-pane`. */
export type Pane = 'navigation' | 'outline' | 'work' | 'inspector';

/** The actions of the screens that are open. */
export interface CommandRegistry {
  readonly commands: Store<readonly Command[]>;
  /** Offers commands until the returned function is called; later ones take precedence over earlier ones. */
  register(commands: readonly Command[]): () => void;
  /** Runs the command of a key press; false when there is none. */
  press(event: KeyboardEvent): boolean;
}

export function createCommandRegistry(isMac: boolean): CommandRegistry {
  const commands = createStore<readonly Command[]>([]);
  return {
    commands,
    register(added) {
      commands.set((present) => [...added, ...present]);
      return () => commands.set((present) => present.filter((each) => !added.includes(each)));
    },
    press(event) {
      const typing = isTyping(event.target);
      const pane = paneOf(event.target);
      const isMeant = (command: Command) =>
        (command.whileTyping || !typing) && (command.pane === undefined || command.pane === pane);
      const command = commands
        .get()
        .find((each) => isMeant(each) && each.keys?.some((keys) => matchesKeys(event, keys, isMac)));
      command?.run();
      return command !== undefined;
    },
  };
}

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches('input, textarea, select'));

const paneOf = (target: EventTarget | null): string | undefined =>
  target instanceof HTMLElement ? target.closest<HTMLElement>('[data-pane]')?.dataset.pane : undefined;
