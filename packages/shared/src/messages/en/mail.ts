/** Words of mails. */
export const mail = {
  confirmSubject: 'Confirm your address',
  confirmBody: 'Hello, somebody signed up at {place} with this address. If that was you, confirm it:',
  confirmAction: 'Confirm this address',
  confirmClosing:
    'The link works for 24 hours. If it was not you, do nothing: without your confirmation the account cannot be used.',

  knownSubject: 'You already have an account',
  knownBody:
    'Hello{named, select, yes { {name}} other {}}, somebody tried to sign up at {place} with this address. You have an account already: sign in with it.',
  knownAction: 'Sign in',
  knownClosing: 'If you have forgotten your password, the sign-in page helps. If it was not you, do nothing.',

  resetSubject: 'Choose a new password',
  resetBody:
    'Hello{named, select, yes { {name}} other {}}, somebody asked for a new password for your account at {place}. If that was you, choose one:',
  resetAction: 'Choose a new password',
  resetClosing:
    'The link works for one hour and once. If it was not you, do nothing: your password stays as it is.',

  changedSubject: 'Your password was changed',
  changedBody:
    'Hello{named, select, yes { {name}} other {}}, the password of your account was changed, and every device was signed out.',
  changedAction: 'Ask for a new password',
  changedClosing: 'If it was not you, choose a new password now.',

  welcomeSubject: 'Welcome to {course}',
  welcomeBody: 'Hello {name}, you are enrolled in {course} at {school}. Begin whenever you like:',
  welcomeAction: 'Open the course',
  welcomeClosing: 'Your place is kept: the course remembers which lessons you have done, on every device.',
} as const;
