/** First run, signing in and changing between schools. */
export const session = {
  whichSchool: 'Which school?',
  schoolAddress: 'School address',
  schoolAddressHint: 'For example riverside.educrowd.org. It is in the invitation from your school.',
  schoolAddressMissing: 'Enter the address of your school.',
  continueToSchool: 'Continue',
  contacting: 'Asking the school…',
  withoutNetwork: 'Start without a school',
  withoutNetworkWhy:
    'Everything works on this computer. You can connect to a school later and nothing is lost.',
  yourName: 'Your name',
  yourNameHint: 'Shown to colleagues beside your changes.',
  yourNameMissing: 'Enter your name.',
  startHere: 'Start on this computer',
  backToSchool: 'Enter a school address instead',
  cannotOpen: 'The work that was open last cannot be opened. {reason}',
  onThisComputer: 'On this computer',

  confirmTitle: 'Confirm in your browser',
  confirmBody: 'Open the page of your school, sign in and check that it shows this code.',
  openPage: 'Open the sign-in page',
  orVisit: 'Or visit {url} on any device.',
  codeLabel: 'Code',
  codeExpires: 'The code is valid until {time}.',
  codeExpired: 'This code has expired. Ask for a new one; nothing else was changed.',
  waitingForYou: 'Waiting for you to confirm…',
  newCode: 'Get a new code',

  signIn: 'Sign in',
  signOut: 'Sign out',
  signOutTitle: 'Sign out of {school}?',
  signOutBody: 'Everything stays on this computer. Your changes are sent when you sign in again.',
  signedOut: 'Signed out. Your work is still on this computer.',
  signInEnded:
    'Your sign-in ended. Keep editing; sign in to send {n, plural, one {# change} other {# changes}}.',
  signInEndedNothing: 'Your sign-in ended. Keep editing; sign in to receive what others changed.',
  noRole:
    'Your role at {school} has ended or is paused. {n, plural, =0 {Nothing of yours is lost} one {Your # unsent change is kept here under Sync} other {Your # unsent changes are kept here under Sync}}. Ask an administrator there; we look again every minute.',
  signInLocked:
    'This computer’s keychain does not give your sign-in at the moment. Keep editing: {n, plural, =0 {everything is saved here} one {# change is saved here} other {# changes are saved here}}.',
  notKept:
    'This computer has no keychain, so your sign-in is not kept: you sign in again each time you open the app.',
  connectSchool: 'Connect to a school',
  addSchool: 'Add a school',
  accounts: 'Schools on this computer',
} as const;
