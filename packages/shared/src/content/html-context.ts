import type { Id } from '../primitives/id.ts';
import type { Translate } from '../messages/translate.ts';
import type { CalloutKind } from './content-json.ts';

export interface HtmlOptions {
  /** Where things of ours are found, as addresses for `href` and `src`; null when there is nothing for this reader. */
  resolve: {
    material: (id: Id<'Material'>) => string | null;
    lesson: (id: Id<'Lesson'>) => string | null;
    course: (id: Id<'Course'>) => string | null;
  };
  /** Added to every heading's level, so that the page keeps one `<h1>`: 1 by default. Levels end at 6. */
  headingShift?: number;
  /** Before every `id`, so that no anchor of an author meets an `id` of the page: `content-` by default. */
  anchorPrefix?: string;
  words: HtmlWords;
}

/** What the projection says itself, as plain text. */
export interface HtmlWords {
  callouts: Record<CalloutKind, string>;
  /** Names the region of a table that scrolls sideways. */
  table: string;
  missingPicture: string;
  /** One sentence in place of an original that could not be converted. */
  opaque: string;
}

export const createHtmlWords = (t: Translate): HtmlWords => ({
  callouts: {
    note: t('editor.calloutNote'),
    tip: t('editor.calloutTip'),
    warning: t('editor.calloutWarning'),
    question: t('editor.calloutQuestion'),
    answer: t('editor.calloutAnswer'),
  },
  table: t('editor.table'),
  missingPicture: t('editor.pictureBroken'),
  opaque: t('web.partNotShown'),
});

export interface HtmlContext extends Required<HtmlOptions> {
  /** Anchors given out so far: an `id` appears once in a page. */
  readonly usedAnchors: Set<string>;
}

export const createHtmlContext = (options: HtmlOptions): HtmlContext => ({
  resolve: options.resolve,
  headingShift: options.headingShift ?? 1,
  anchorPrefix: options.anchorPrefix ?? 'content-',
  words: options.words,
  usedAnchors: new Set(),
});
