/** Words that any screen may need. */
export const common = {
  productName: 'EduCrowd',
  cancel: 'Cancel',
  close: 'Close',
  retry: 'Try again',
  undo: 'Undo',
  copied: 'Copied',
  rename: 'Rename',
  more: 'More actions',
  free: 'Free',
} as const;
