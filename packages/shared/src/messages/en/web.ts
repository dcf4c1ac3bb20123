/** Words of the pages that students and backers read in a browser. */
export const web = {
  skipToContent: 'Skip to content',
  mainNavigation: 'Main',
  courses: 'Courses',
  campaigns: 'Campaigns',
  account: 'Account',
  signIn: 'Sign in',
  toStart: 'Go to the start page',
  footerSchool: 'This school works with EduCrowd.',
  footerPlatform: 'EduCrowd: teach offline, learn anywhere.',

  noSchoolTitle: 'There is no school at this address',
  noSchoolBody: 'Check the address for slips. It is in the invitation from your school.',
  notFoundTitle: 'There is nothing here',
  forbiddenTitle: 'This is not open to you',
  signInTitle: 'Sign in first',
  invalidTitle: 'This request cannot be understood',
  conflictTitle: 'Something has changed meanwhile',
  tooLargeTitle: 'This is too large',
  tooManyTitle: 'Too many attempts',
  unavailableTitle: 'Very busy at the moment',
  brokenTitle: 'Something went wrong on our side',
  brokenBody:
    'What you did was not carried out. Try again; if it happens again, tell your school this number: {request}',

  partNotShown: 'This part came from another system and can’t be shown here.',
} as const;
