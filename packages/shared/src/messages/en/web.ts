/** Words of the pages that students and backers read in a browser. */
export const web = {
  skipToContent: 'Skip to content',
} as const;
