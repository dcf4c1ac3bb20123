/** What belongs to the system around the app: keys, dialogs, menus, notices, screens. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { EventEmitter } from 'node:events';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { note } from './record.ts';
import type { StandInSettings } from './settings.ts';
import { strict } from './strict.ts';

/** Encrypts with a key in a file, which a test may take away as if the system had a new keychain. */
export function createSafeStorage(keyPath: string, settings: StandInSettings) {
  const { keychain } = settings;
  const state = { isLocked: settings.isKeychainLocked };
  const key = (): Buffer => {
    if (!existsSync(keyPath)) writeFileSync(keyPath, randomBytes(32), { mode: 0o600 });
    return readFileSync(keyPath);
  };
  const safeStorage = strict('safeStorage', {
    isAsyncEncryptionAvailable: () => Promise.resolve(keychain !== 'none'),
    getSelectedStorageBackend: () => (keychain === 'none' ? 'unknown' : keychain),
    encryptStringAsync: (text: string) => {
      const iv = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key(), iv);
      const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return Promise.resolve(Buffer.concat([iv, cipher.getAuthTag(), bytes]));
    },
    decryptStringAsync: async (bytes: Buffer) => {
      if (state.isLocked) throw new Error('the keychain is locked');
      const decipher = createDecipheriv('aes-256-gcm', key(), bytes.subarray(0, 12));
      decipher.setAuthTag(bytes.subarray(12, 28));
      const result = decipher.update(bytes.subarray(28), undefined, 'utf8') + decipher.final('utf8');
      return Promise.resolve({ result, shouldReEncrypt: settings.isKeyOutdated });
    },
  });
  return { safeStorage, state };
}

/** As in tests on the real Electron, a test replaces the function whose dialog it wants answered. */
export const dialog = strict('dialog', {
  showOpenDialog: (_window: unknown, options: unknown) => {
    note('dialog', { name: 'showOpenDialog', options });
    return Promise.resolve({ canceled: true, filePaths: [] as string[] });
  },
  showSaveDialog: (_window: unknown, options: unknown) => {
    note('dialog', { name: 'showSaveDialog', options });
    return Promise.resolve({ canceled: true, filePath: '' });
  },
  showMessageBoxSync: (_window: unknown, options: unknown): number => {
    note('dialog', { name: 'showMessageBoxSync', options });
    return 0;
  },
  showMessageBox: () => Promise.resolve({ response: 0, checkboxChecked: false }),
  showErrorBox: (title: string, content: string) => note('errorBox', { title, content }),
});

export const shell = strict('shell', {
  openExternal: (url: string) => {
    note('openExternal', { url });
    return Promise.resolve();
  },
  showItemInFolder: (path: string) => note('showItemInFolder', { path }),
});

interface ItemOptions {
  readonly id?: string;
  readonly label?: string;
  readonly role?: string;
  readonly enabled?: boolean;
  readonly submenu?: readonly ItemOptions[];
  readonly accelerator?: string;
  readonly click?: (item: unknown, window: unknown, event: { triggeredByAccelerator: boolean }) => void;
}

class MenuItem {
  readonly id: string | undefined;
  readonly label: string;
  readonly accelerator: string | undefined;
  readonly submenu: Menu | undefined;
  readonly #click: ItemOptions['click'];
  enabled: boolean;
  constructor({ id, label, role, enabled = true, submenu, accelerator, click }: ItemOptions) {
    this.id = id;
    this.label = label ?? role ?? '';
    this.accelerator = accelerator;
    this.submenu = submenu && Menu.buildFromTemplate(submenu);
    this.#click = click;
    this.enabled = enabled;
  }
  /** As a person who chooses it; a grey one cannot be chosen. */
  click(): void {
    if (this.enabled) this.#click?.(this, undefined, { triggeredByAccelerator: false });
  }
}

let applicationMenu: Menu | null = null;

export class Menu {
  readonly items: MenuItem[];
  constructor(items: MenuItem[]) {
    this.items = items;
  }
  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : (item.submenu?.getMenuItemById(id) ?? null);
      if (found) return found;
    }
    return null;
  }
  static buildFromTemplate(template: readonly ItemOptions[]): Menu {
    return new Menu(template.map((options) => new MenuItem(options)));
  }
  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu;
  }
  static getApplicationMenu(): Menu | null {
    return applicationMenu;
  }
}

/** Those that are shown, so that a test can choose one. */
export const shownNotifications: Notification[] = [];

export class Notification extends EventEmitter {
  readonly title: string;
  readonly body: string;
  constructor({ title, body }: { title: string; body: string }) {
    super();
    this.title = title;
    this.body = body;
  }
  static isSupported(): boolean {
    return true;
  }
  show(): void {
    shownNotifications.push(this);
    note('notification', { title: this.title, body: this.body });
  }
}

const display = { workArea: { x: 0, y: 0, width: 1920, height: 1040 } };
export const screen = strict('screen', {
  getPrimaryDisplay: () => display,
  getAllDisplays: () => [display],
});
export const nativeTheme = strict('nativeTheme', { shouldUseDarkColors: false });
export const crashReporter = strict('crashReporter', {
  start: (options: { uploadToServer?: boolean }) => note('crashReporter', options),
});
