/** Anchors as GitHub makes them of the words of a heading, since that is what links in Markdown files are written for. */
export const headingAnchor = (words: string): string =>
  words
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
    .replaceAll(/\s/g, '-')
    .slice(0, MAX_ANCHOR_LENGTH)
    .toWellFormed();

/** Room for a number behind it. */
const MAX_ANCHOR_LENGTH = 100;
