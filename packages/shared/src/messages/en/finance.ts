/** Words of the school's finances. */
export const finance = {
  title: 'Finances',
  intro:
    'What the campaigns of this school have collected, and what has become of it. The numbers come from the ledger.',
  none: 'Nothing has been collected yet.',
  allCampaigns: 'All campaigns',
  collected: 'Collected',
  refunded: 'Paid back',
  platformFee: 'Fee of EduCrowd',
  processorFee: 'Fee of the payment provider',
  rest: 'What is left',
  exportTitle: 'The ledger as a table',
  exportBody:
    'Every entry, line by line: a CSV file that spreadsheets and accounting programs read. Debits are positive, credits negative.',
  exportAction: 'Download the ledger',
} as const;
