export { createIdentity, type Identity } from './create-identity.ts';
export { forgetExpired } from './forget-expired.ts';
export { identityEndpoints } from './identity.endpoints.ts';
export { identityPages } from './identity.pages.ts';
export { identityRest } from './identity.rest.ts';
