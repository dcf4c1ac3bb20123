/** What is wrong with something that a program has sent; its field is named beside it. */
export const inputProblems = {
  missing: 'This is missing.',
  wrongType:
    'This has to be {expected, select, string {a text} number {a number} int {a whole number} boolean {true or false} array {a list} object {an object} null {null} other {something else}}.',
  textTooLong: 'Use at most {count, plural, one {# character} other {# characters}}.',
  textTooShort: 'Use at least {count, plural, one {# character} other {# characters}}.',
  listTooLong: 'Name at most {count, number}.',
  listTooShort: 'Name at least {count, number}.',
  numberTooLarge: 'Use a number of at most {limit, number}.',
  numberTooSmall: 'Use a number of at least {limit, number}.',
  noEmail: 'This is not an e-mail address.',
  noId: 'This is not an id.',
  noTime: 'Write a time as in 2030-12-31T23:59:59Z.',
  wrongForm: 'This is not written in the form that is expected here.',
  unknownFields: 'There is nothing here of the name {names}.',
  noneOf: 'Use one of {values}.',
  fitsNothing: 'This fits nothing that is expected here.',
} as const;
