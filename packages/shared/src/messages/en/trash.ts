/** Trash. */
export const trash = {
  title: 'Trash',
  emptyTitle: 'Trash is empty',
  emptyBody: 'What you delete stays here for {days, number} days and can be put back.',
  explain: 'Items stay here for {days, number} days. Putting one back also brings what was inside it.',
  restore: 'Put back',
  restoreItem: 'Put back {title}',
  restored: '{title} is back in its place',
  deletedWhen: 'Deleted {when}',
  inHome: 'in {home}',
  course: 'Course',
  section: 'Section',
  lesson: 'Lesson',
  campaign: 'Campaign',
  reward: 'Reward',
  update: 'Update',
  faq: 'Question',
} as const;
