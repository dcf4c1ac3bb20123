/** Words of the pages that students and backers read in a browser. */
export const web = {
  skipToContent: 'Skip to content',

  partNotShown: 'This part came from another system and can’t be shown here.',
} as const;
