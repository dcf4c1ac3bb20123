import type { AdminSection } from './admin-nav.tsx';

/** What a page tells the layout: `c.render(<…/>, { title })`. */
export interface PageProps {
  /** Without the school's name, which the layout adds. */
  readonly title: string;
  /** `reading` is one column of text width; `wide` has room for lists of cards. */
  readonly width?: 'form' | 'reading' | 'wide';
  readonly description?: string;
  /** For links that people send each other: where the page is, and the picture that goes with it. */
  readonly share?: { readonly path: string; readonly imagePath: string | null };
  /** Built scripts that improve the page, e.g. `islands/quiz.js`. */
  readonly islands?: readonly string[];
  /** Of the administration: the section that the page belongs to. */
  readonly admin?: AdminSection['href'];
  /** Without navigation: there is nowhere to go from here. */
  readonly isBare?: boolean;
}

declare module 'hono' {
  interface ContextRenderer {
    (content: string | Promise<string>, props: PageProps): Response | Promise<Response>;
  }
}
