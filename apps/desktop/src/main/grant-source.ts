import { signSource } from '../engine/import/granted-sources.ts';
import type { ImportSource } from '../ipc/import.ts';

/** What the person has chosen in the system's dialog or dropped on the window; null for nothing. */
export const grantSource = (key: string, path: string | undefined): ImportSource | null =>
  path === undefined || path === '' ? null : { path, grant: signSource(key, path) };
