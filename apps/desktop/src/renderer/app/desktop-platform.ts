import type { DesktopWindow } from './desktop-window.ts';
import type { ImportSource, Platform } from './platform.ts';

/** A window of the desktop app: what the system does better than a page is done by the main process. */
export function createDesktopPlatform(
  { isMac, main, pathOf }: DesktopWindow,
  report: (error: unknown) => void,
): Platform {
  return {
    ownsWindow: true,
    isMac,
    chooseImport: async (kind) => sourceAt(await main.chooseImport({ kind })),
    droppedImport: ({ files: [file] }) => Promise.resolve(sourceAt(file ? pathOf(file) : null)),
    saveText: (fileName, text) => void main.saveText({ fileName, text }).catch(report),
    openExternal: (url) => void main.openExternal({ url }).catch(report),
    notify: (notice) => void main.notify(notice).catch(report),
  };
}

/** The engine reads it where it lies. */
function sourceAt(path: string | null): ImportSource | null {
  if (path === null || path === '') return null;
  const name = path.split(/[\\/]/).findLast((part) => part !== '') ?? path;
  return { name, prepare: () => Promise.resolve(path) };
}
