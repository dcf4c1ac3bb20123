/** Words of the mails about pledges. */
export const pledgeMail = {
  backer: 'dear backer',

  receiptSubject: 'Your pledge to {campaign}',
  receiptBody:
    'Hello {name}, thank you for your pledge to {campaign} at {school}. Your card was charged {amount} on {date}.',
  reward: 'Reward: {reward}',
  reference: 'Reference: {reference}',
  receiptAction: 'See your pledge',
  receiptClosing: 'Keep this mail: its link opens your receipt. Pass it on only to people who may see it.',

  declinedSubject: 'Payment declined: {campaign}',
  declinedBody: 'Hello {name}, your bank declined {amount} for your pledge to {campaign}. {reason}',
  declinedKept: 'Nothing was charged. Your pledge is kept until {time}.',
  declinedClosing: 'If you have paid with another card meanwhile, there is nothing to do.',

  refundedSubject: 'Refund: {campaign}',
  refundedBody: 'Hello {name}, {amount} of your pledge to {campaign} went back to your card.',
  refundedSoldOut:
    'Hello {name}, your payment arrived after the last place of {reward} had gone. {amount} went back to your card.',
  refundedTwice:
    'Hello {name}, your pledge to {campaign} was paid twice. The second payment of {amount} went back to your card. Your pledge stands.',
  refundedReplaced:
    'Hello {name}, your pledge to {campaign} was replaced by a later one of yours. The payment of {amount} for the earlier one went back to your card.',
  refundFailedSubject: 'Your refund did not arrive: {campaign}',
  refundFailedBody:
    'Hello {name}, your bank did not accept the refund of {amount} for your pledge to {campaign}. {school} has the money and knows of it.',
  refundFailedClosing: 'You need not do anything: the school finds another way with you.',

  refundedClosing: 'Banks take a few days to show it.',
} as const;
