export { createSchoolDirectory, type SchoolDirectory } from './resolve-school.ts';
export { hostNameOf } from './host-name.ts';
export { provisionTenant, type Person, type Provisioned } from './provision-tenant.ts';
export { noteSignIn } from './note-sign-in.ts';
export { renameMember } from './rename-member.ts';
export { joinSchool, joinWithin } from './join-school.ts';
export { tenancyPages } from './tenancy.pages.tsx';
export { tenancyRest } from './tenancy.rest.ts';
export { readSchool } from './school-store.ts';
