export { grantRole } from './grant-role.ts';
export { rolesRest } from './roles.rest.ts';
