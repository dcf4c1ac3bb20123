/** Words that any screen may need. */
export const common = {
  productName: 'EduCrowd',
  cancel: 'Cancel',
  close: 'Close',
  retry: 'Try again',
  undo: 'Undo',
  copy: 'Copy',
  copied: 'Copied',
} as const;
