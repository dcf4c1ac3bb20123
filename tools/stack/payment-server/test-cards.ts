/** Cards of the local payment server: the numbers that Stripe, too, documents for tests. */
export interface TestCard {
  readonly number: string;
  readonly does: string;
  /** Null: the payment succeeds. */
  readonly failure: { readonly code: string; readonly message: string } | null;
}

export const testCards = [
  { number: '4242 4242 4242 4242', does: 'is accepted', failure: null },
  {
    number: '4000 0000 0000 9995',
    does: 'has too little money',
    failure: { code: 'insufficient_funds', message: 'Your card has insufficient funds.' },
  },
  {
    number: '4000 0000 0000 0002',
    does: 'is refused by its bank',
    failure: { code: 'generic_decline', message: 'Your card was declined.' },
  },
] as const satisfies readonly TestCard[];

const digitsOf = (number: string): string => number.replaceAll(/[\s-]/g, '');

/** Null: no card of ours. */
export const findTestCard = (number: string): TestCard | null =>
  testCards.find((card) => digitsOf(card.number) === digitsOf(number)) ?? null;
