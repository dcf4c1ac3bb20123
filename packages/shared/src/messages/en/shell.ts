/** The frame around every screen, and what concerns the app as a whole. */
export const shell = {
  skipToWork: 'Skip to content',
  mainNavigation: 'Main',
  breadcrumb: 'You are here',
  home: 'Home',
  courses: 'Courses',
  campaigns: 'Campaigns',
  search: 'Search',
  sync: 'Sync',
  trash: 'Trash',
  settings: 'Settings',
  openNavigation: 'Open navigation',
  schoolMenu: 'School: {name}',

  engineGone: 'Restarting. Keep this window open: what you typed last is kept here and saved in a moment.',
  engineEnded:
    'EduCrowd was started anew and no longer knows this window. Open it with the new link. Copy what you typed last: it is only here.',
  engineStarting: 'Opening your work…',
  engineUnreachable:
    'The part of EduCrowd that keeps your work is not answering yet. Your work is safe on this computer.',

  errorTitle: 'This screen stopped working',
  errorBody: 'Everything you typed is saved on this computer. Try again, or go back to Home.',
  errorDetail: 'What happened: {message}',
  goHome: 'Go to Home',
  notFoundTitle: 'There is nothing here',
  notFoundBody: 'It may have been moved to Trash, or you may no longer have access.',
  failedAction: 'That did not work: {reason}. Nothing was changed.',
  loadFailed: 'We couldn’t open this: {reason}. Nothing was changed.',

  notifications: 'Messages',
  undone: 'Undone: {what}',
  redone: 'Done again: {what}',
  nothingToUndo: 'Nothing to undo',
  nothingToRedo: 'Nothing to do again',
} as const;
