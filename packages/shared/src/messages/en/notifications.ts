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
  conflictUnnamed: 'Something needs a decision',
  conflictBody: 'Two people changed it. Both values are kept until somebody decides.',
  unknownTitle: 'Something new',
  unknownBody: 'This version of EduCrowd does not know it yet. Update to read it.',

  mailAction: 'Open it',
  mailWhy: 'You get this mail because of your work at {school}.',
  mailWhyBacker: 'You get this mail because you back {campaign} at {school}.',
  mailChoose: 'Choose which mails you get',
  mailStop: 'Stop mails about this campaign',
} as const;
