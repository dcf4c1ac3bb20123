import type { Page } from './page.ts';

export interface OutlineSection {
  key: string;
  title: string;
  /** In order; pages and sections may be mixed. */
  children: (Page | OutlineSection)[];
}

export const isSection = (child: Page | OutlineSection): child is OutlineSection => 'children' in child;

export interface FolderOfPages {
  /** Where the pages begin. */
  base: string;
  /** What the course is called. */
  name: string;
  pages: readonly Page[];
}
