export { auditPages } from './audit.pages.tsx';
export { auditRest } from './audit.rest.ts';
export { makeAllCheckpoints } from './make-checkpoints.ts';
export { signNewEntries } from './sign-new-entries.ts';
