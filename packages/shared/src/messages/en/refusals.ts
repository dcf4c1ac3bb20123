/** Why the desktop's engine did not do what it was asked. */
export const refusals = {
  gone: 'This does not exist any more.',
  updateGone: 'This update does not exist any more.',
  campaignInTrash: 'This campaign is in Trash. Restore it first.',
  publishNeedsSchool: 'Connect to a school to publish. Your draft is saved here.',
  publishNeedsSignIn: 'Sign in to publish. Your draft is saved here.',
  publishNotAllowed: 'The school did not allow it. Your draft is saved here.',
  publishOffline: 'Publishing needs a connection. Your draft is saved here.',
  publishNotAnswering: 'The school is not answering. Your draft is saved here; try again in a moment.',
  importNotChosen: 'Choose once more what is to be imported.',
} as const;
