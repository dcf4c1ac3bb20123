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
} as const;
