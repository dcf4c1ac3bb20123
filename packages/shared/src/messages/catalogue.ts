import { common } from './en/common.ts';
import { web } from './en/web.ts';

const en = { common, web } as const;

/** English is the source: other languages have the same areas and names, and may have their own words and plurals. */
export type Catalogue = typeof en;
export const catalogues = { en } as const;
export type Language = keyof typeof catalogues;
