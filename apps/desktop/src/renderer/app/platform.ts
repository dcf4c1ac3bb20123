import type { ImportSource as ChosenSource } from '../../ipc/import.ts';

/** What differs between a browser window on the browser host and a window of the desktop app. */
export interface Platform {
  /** Files or a folder to import, taken over so that the engine can read them. Null: the person chose nothing. */
  chooseImport(kind: 'archive' | 'folder'): Promise<ImportSource | null>;
  /** The same for something dropped on the window. Null: nothing in it can be imported. */
  droppedImport(transfer: DataTransfer): Promise<ImportSource | null>;
  /** Lets the person keep a text as a file. */
  saveText(fileName: string, text: string): void;
  /** Opens an address outside the app. */
  openExternal(url: string): void;
  /**
   * Tells the person of something that has just happened, through the system, wherever they are working. Choosing it
   * brings the window forward at `place`, an address of the router such as `/course/ID`. A browser tab stays silent.
   */
  notify(notice: Notice): void;
  /** False in a browser tab, which keeps keys such as Mod-N for itself. */
  readonly ownsWindow: boolean;
  /** Whether Mod is the Command key. */
  readonly isMac: boolean;
}

export interface Notice {
  readonly title: string;
  readonly body: string;
  readonly place: string;
}

export interface ImportSource {
  readonly name: string;
  /**
   * Makes the source readable for the engine and answers what `import.start` takes. In the browser host this uploads
   * to this same computer; `onProgress` counts bytes.
   */
  prepare(
    onProgress: (sentBytes: number, totalBytes: number) => void,
    signal: AbortSignal,
  ): Promise<ChosenSource>;
}
