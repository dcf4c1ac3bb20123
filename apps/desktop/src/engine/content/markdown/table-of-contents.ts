/** An entry of a table of contents: a page, a heading above further entries, or both. */
export interface ListedEntry {
  title: string | null;
  /** From the root of the source. */
  path: string | null;
  /** The web address that it leads to instead. */
  address?: string;
  children: ListedEntry[];
}

/** What the settings of a site generator say of a whole course. */
export interface TableOfContents {
  title: string | null;
  description: string | null;
  language: string | null;
  /** Empty where they leave the order to folders and names. */
  entries: ListedEntry[];
  /** The files that say so; they are no part of the course by themselves. */
  files: ReadonlySet<string>;
}
