import type { ImportSource as ChosenSource } from '../../ipc/import.ts';
import type { DesktopWindow } from './desktop-window.ts';
import type { ImportSource, Platform } from './platform.ts';

/** A window of the desktop app: what the system does better than a page is done by the main process. */
export function createDesktopPlatform(
  { isMac, main, sourceOf }: DesktopWindow,
  report: (error: unknown) => void,
): Platform {
  return {
    ownsWindow: true,
    isMac,
    chooseImport: async (kind) => readable(await main.chooseImport({ kind })),
    droppedImport: async ({ files: [file] }) => (file ? readable(await sourceOf(file)) : null),
    saveText: (fileName, text) => void main.saveText({ fileName, text }).catch(report),
    openExternal: (url) => void main.openExternal({ url }).catch(report),
    notify: (notice) => void main.notify(notice).catch(report),
  };
}

/** The engine reads it where it lies. */
function readable(chosen: ChosenSource | null): ImportSource | null {
  if (chosen === null) return null;
  const name = chosen.path.split(/[\\/]/).findLast((part) => part !== '') ?? chosen.path;
  return { name, prepare: () => Promise.resolve(chosen) };
}
