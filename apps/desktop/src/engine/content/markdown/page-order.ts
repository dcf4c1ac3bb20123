import { compareText } from '../source/course-source.ts';
import type { Page } from './page.ts';

/** The number that a page gives itself among its neighbours. */
export const statedOrder = ({ settings }: Page): number | undefined =>
  settings.order ?? settings.weight ?? settings.nav_order ?? settings.sidebar_position;

export const isIndex = ({ file }: Page): boolean => /(?:^|\/)_?(?:index|readme)\.\w+$/i.test(file.path);

const isReadme = ({ file }: Page): boolean => /readme\.\w+$/i.test(file.path);

/** The page of a folder stands first, since its number is that of the folder; pages without a number stand last. */
export const orderOf = (page: Page): number =>
  isIndex(page) ? Number.NEGATIVE_INFINITY : (statedOrder(page) ?? Number.POSITIVE_INFINITY);

export const byOrder = (a: Page, b: Page): number =>
  compareNumbers(orderOf(a), orderOf(b)) || natural(a.file.path, b.file.path);

/** A folder may have a page for the site and one for whoever looks at its files; the site's says what it is called. */
export const byIndexName = (a: Page, b: Page): number =>
  Number(isReadme(a)) - Number(isReadme(b)) || byOrder(a, b);

export const compareNumbers = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);

const collator = new Intl.Collator('en', { numeric: true });
export const natural = (a: string, b: string): number => collator.compare(a, b) || compareText(a, b);
