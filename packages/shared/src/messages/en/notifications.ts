/** Words of notifications: one line of what happened, one of what it is about. */
export const notifications = {
  enrolledTitle: '{student} enrolled',
  enrolledBody: 'In {course}.',
  collectedTitle: '{backer} pledged {amount}',
  collectedBody: 'For {campaign}. The card was charged.',
  failedTitle: 'A payment of {amount} failed',
  failedBody: 'For {campaign}: {reason}',
  updateTitle: '{campaign}: {title}',
  updateBody: 'A new update from the campaign that you back.',
  conflictTitle: '{label} needs a decision',
  conflictBody: 'Two people changed it. Both values are kept until somebody decides.',
} as const;
