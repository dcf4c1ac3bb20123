/** docs/permissions.md, out of the matrix and of what every endpoint needs. */
import {
  commandNeeds,
  editNeed,
  procedureNeeds,
  routeNeeds,
  type Need,
} from '../../apps/cloud/src/endpoint-permissions.ts';
import {
  delegablePermissions,
  permissions,
  ruleOf,
  type Permission,
} from '@educrowd/shared/permissions/matrix';
import { roles, type Role } from '@educrowd/shared/permissions/roles';
import { plainVerbs } from '@educrowd/shared/sync/mutations';
import { syncedEntities } from '@educrowd/shared/synced-entities';

const row = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
const table = (head: readonly string[], rows: readonly (readonly string[])[]): string =>
  [row(head), row(head.map(() => '---')), ...rows.map(row)].join('\n');
const code = (text: string): string => `\`${text}\``;

/** ● in the whole school, ◐ in own courses and campaigns. */
function mark(need: Need | null, role: Role): string {
  if (need === null) return '';
  if (need === 'everyone' || need === 'signedIn') return '●';
  const { roles: allowed, ownCourses = [], ownCampaigns = [] } = ruleOf(need);
  if (typeof allowed === 'string' || allowed.includes(role)) return '●';
  return [...ownCourses, ...ownCampaigns].includes(role) ? '◐' : '';
}

function withoutRole(need: Need | null): string {
  if (need === null) return 'nobody';
  const rule = need === 'everyone' || need === 'signedIn' ? need : ruleOf(need).roles;
  return typeof rule === 'string' ? rule : '';
}

const endpoints = (named: readonly (readonly [string, Need | null])[]): string =>
  table(
    ['', 'needs', 'without a role', ...roles],
    named.map(([name, need]) => [
      code(name),
      need === null ? '' : code(need),
      withoutRole(need),
      ...roles.map((role) => mark(need, role)),
    ]),
  );

const edits = syncedEntities.flatMap(({ name }) =>
  plainVerbs.map((verb) => [`${name}.${verb}`, editNeed(name, verb)] as const),
);

export const renderPermissions = (): string => `# Permissions

Made by \`npm run docs:permissions\`; a test holds it against the routes that there are.

● in the whole school · ◐ in courses and campaigns that the person is on the staff of · empty: refused. \`everyone\` needs
no sign-in, \`signedIn\` an account. With several roles all of them count. A grant counts while it is active and has not
expired. What belongs to one person is for nobody else, whatever their role.

## Permissions and roles

A role that a school defines holds some of the permissions that are marked *delegable*, in the whole school.

${table(
  ['', 'delegable', 'without a role', ...roles],
  permissions.map((permission: Permission) => [
    code(permission),
    delegablePermissions.includes(permission) ? 'yes' : '',
    withoutRole(permission),
    ...roles.map((role) => mark(permission, role)),
  ]),
)}

## Procedures

${endpoints(Object.entries(procedureNeeds))}

## Edits and commands of devices

All of them within \`sync.push\`, which itself needs \`sync.use\`.

${endpoints([...Object.entries(commandNeeds), ...edits])}

## REST, pages and streams

${endpoints(Object.entries(routeNeeds))}
`;
