import type { Page } from './page.ts';

/** What a section holds beside sections: pages of the folder, and in a table of contents also pages of the web. */
export interface OutlineSection<Leaf = Page> {
  key: string;
  title: string;
  /** In order; pages and sections may be mixed. */
  children: (Leaf | OutlineSection<Leaf>)[];
}

/** An entry of a table of contents that leads out of the course. */
export interface WebPage {
  title: string;
  /** As an embed may hold it. */
  url: string;
}

export type ListedSection = OutlineSection<Page | WebPage>;

export const isSection = <Leaf extends object>(
  child: Leaf | OutlineSection<Leaf>,
): child is OutlineSection<Leaf> => 'children' in child;

export const isWebPage = (child: Page | WebPage): child is WebPage => 'url' in child;

export interface FolderOfPages {
  /** Where the pages begin. */
  base: string;
  /** What the course is called. */
  name: string;
  pages: readonly Page[];
}
