/** Words that any screen may need. */
export const common = {
  productName: 'EduCrowd',
  cancel: 'Cancel',
  close: 'Close',
  retry: 'Try again',
  undo: 'Undo',
  copy: 'Copy',
  copied: 'Copied',
  rename: 'Rename',
  delete: 'Delete',
  back: 'Back',
  more: 'More actions',
  loading: 'Loading…',
  untitled: 'Untitled',
  free: 'Free',
  nothing: 'Nothing',
} as const;
