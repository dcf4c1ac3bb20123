export { createPayments } from './create-payments.ts';
export { backerAudience, pledgeAudience } from './pledge-audiences.ts';
