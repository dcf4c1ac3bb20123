import { useEffect } from 'react';
import { useApp } from './app-context.tsx';
import type { Command } from './commands.ts';

/** Offers commands while the calling screen is open. Memoise the list. */
export function useCommands(list: readonly Command[]): void {
  const { commands } = useApp();
  useEffect(() => commands.register(list), [commands, list]);
}

/** While a dialog is open that has the window to itself. */
export function useHeldCommands(isOpen: boolean): void {
  const { commands } = useApp();
  useEffect(() => (isOpen ? commands.hold() : undefined), [commands, isOpen]);
}

/** Runs commands by their keys, everywhere in the window. */
export function useCommandKeys(): void {
  const { commands } = useApp();
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.defaultPrevented && commands.press(event)) event.preventDefault();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [commands]);
}
