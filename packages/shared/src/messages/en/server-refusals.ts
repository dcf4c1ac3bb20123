/** Why the server did not do what it was asked: read on pages, by programs, and in the desktop app. */
export const serverRefusals = {
  keyMalformed: 'An idempotency key has 8 to 128 visible characters.',
  keyUsed:
    'This idempotency key was sent with another request before. Send a new key with a new request, and the same request with the old one.',
  keyRunning: 'The first request with this idempotency key is still being worked on. Repeat it in a moment.',
  keyLost:
    'This was carried out before, but its answer was lost. Look at what is there before you send it with a new key.',

  tooMany: 'Too many attempts. Try again in {minutes, plural, one {# minute} other {# minutes}}.',

  otherOrigin: 'Pages of other addresses cannot use this school’s API.',
  notEncrypted: 'This was sent without encryption and was not carried out. Use https.',

  nothingHere: 'There is nothing here, or you have no access to it.',
  noSchool: 'There is no school at this address.',
  signIn: 'Sign in first.',
  notAllowed: 'Your role in this school does not allow that.',
  notUnderstood: 'This request cannot be understood.',
  tooLarge: 'This is more than can be sent at once. Nothing was changed.',
  accountNotCreatedPage: 'The account could not be created. Nothing was kept. Try again in a minute.',
  accountNotCreated: 'The account could not be created. Try again in a minute.',
  signInsBusy: 'Too many people are signing in. Try again in a minute.',
  accountNotShown: 'Your account cannot be shown at the moment. Try again in a minute.',
  nameNotSaved: 'Your name could not be saved. Try again in a minute.',
  emailNotConfirmed: 'Confirm your e-mail address first: we have sent you the message again.',
  signInWrong: 'The e-mail address or the password is not right.',
  signInDown: 'Signing in does not work at the moment. Try again in a minute.',
  ownersMakeOwners: 'Only an owner can make somebody an owner.',
  addressForm: 'Use 3 to 40 letters, digits and hyphens.',
  addressTaken: 'This address is taken. Choose another one.',
  tooManyWindows: 'Too many windows are open.',
  uploadUnnamed: 'The upload does not say what it is.',
  noSuchUpload: 'There is no such upload.',
  uploadDamaged: 'The bytes were damaged on the way. Send them again.',
  uploadOther: 'These are not the bytes that the course expects.',
  notSigned: 'This message is not signed by the payment provider.',
  emailMissing: 'Name an e-mail address, or sign in.',
  courseNotOpen: 'This course is not open yet.',
  courseClosed: 'The school has closed this course for you.',
  enrolToRead: 'Enrol to read the lessons.',
  enrolToKeep: 'Enrol first to keep your progress.',
} as const;
