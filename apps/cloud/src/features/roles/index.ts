export { grantRole } from './grant-role.ts';
export { memberPages } from './members.pages.tsx';
export { rolePages } from './roles.pages.tsx';
export { rolesRest } from './roles.rest.ts';
