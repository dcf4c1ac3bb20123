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
  moveUp: 'Move up',
  moveDown: 'Move down',
  moved: '{title} moved, {position, number} of {count, number}',
  cannotMove: '{title} cannot move further',
  actionsFor: 'Actions for {title}',
  amountInvalid: 'Enter an amount such as {example}.',
  amountTooMuch: 'This amount is too large.',
  amountTooFine:
    '{decimals, plural, =0 {Amounts in {currency} have no decimals.} other {Amounts in {currency} have at most # decimals.}}',
  full: 'At most {max, number} characters fit in here. What is longer is cut off.',
  stays: '{problem} Until then it stays at {kept}.',
} as const;
