/**
 * What every way into the server needs: the one list from which docs/permissions.md is made, and against which
 * endpoint-permissions.pg.test.ts holds the routes that there are and what they answer to each role. The check itself is
 * in the command. `everyone` needs no sign-in, `signedIn` an account; what needs more than a role (being enrolled, having
 * made the pledge) is refused by its command in any case.
 */
import { editPermissions, type Permission } from '@educrowd/shared/permissions/matrix';
import type { CommandName, PlainVerb } from '@educrowd/shared/sync/mutations';

export type Need = Permission | 'everyone' | 'signedIn';

/** tRPC. */
export const procedureNeeds: Readonly<Record<string, Need>> = {
  'sync.push': 'sync.use',
  'sync.pull': 'sync.use',
  'sync.bootstrap': 'sync.use',
  'sync.poke': 'sync.use',
  'campaigns.launch': 'campaign.launch',
  'campaigns.publishUpdate': 'campaignUpdate.publish',
};

/** Named commands within `sync.push`. */
export const commandNeeds: Readonly<Record<CommandName, Need>> = {
  'document.append': 'content.author',
  'course.publish': 'course.publish',
  'course.unpublish': 'course.publish',
  'conflict.resolve': 'conflict.resolve',
  'notification.markRead': 'notification.read',
};

/** Of a plain edit within `sync.push`; null: nobody may. Who may trash may restore. */
export const editNeed = (entity: keyof typeof editPermissions, verb: PlainVerb): Need | null =>
  editPermissions[entity][verb === 'restore' ? 'trash' : verb];

/** REST, pages and streams: `GET /courses/:courseId`. */
export const routeNeeds: Readonly<Record<string, Need>> = {
  'GET /api/v1/core/health': 'everyone',
  'GET /api/v1/openapi.json': 'everyone',
  'GET /api/docs': 'everyone',
  'GET /api/docs/:file': 'everyone',
  'GET /api/docs/redoc': 'everyone',
  'POST /api/payments/stripe/webhook': 'everyone',

  'POST /api/auth/device/code': 'everyone',
  'POST /api/auth/device/token': 'everyone',
  'POST /api/auth/sign-out': 'everyone',
  'POST /api/v1/auth/register': 'everyone',
  'POST /api/v1/auth/login': 'everyone',
  'POST /api/v1/auth/logout': 'signedIn',
  'GET /api/v1/auth/me': 'signedIn',
  'GET /sign-up': 'everyone',
  'POST /sign-up': 'everyone',
  'GET /check-mail': 'everyone',
  'POST /check-mail': 'everyone',
  'GET /verify-email': 'everyone',
  'GET /sign-in': 'everyone',
  'POST /sign-in': 'everyone',
  'POST /sign-out': 'everyone',
  'GET /forgot-password': 'everyone',
  'POST /forgot-password': 'everyone',
  'GET /reset-password': 'everyone',
  'POST /reset-password': 'everyone',
  'GET /account': 'account.view',
  'POST /account/name': 'account.view',
  'POST /account/password': 'account.view',
  'POST /account/sessions': 'account.view',
  'GET /device': 'account.view',
  'POST /device': 'account.view',
  'GET /dev/mailbox': 'everyone',
  'GET /dev/mailbox.json': 'everyone',
  'GET /dev/mailbox/:id': 'everyone',

  'GET /': 'school.view',
  'GET /api/v1/tenants/current': 'school.view',
  'GET /create-school': 'school.create',
  'POST /create-school': 'school.create',

  'GET /api/v1/members': 'member.list',
  'GET /api/v1/members/:userId': 'member.list',
  'POST /api/v1/members/:userId/roles': 'role.grant',
  'PATCH /api/v1/members/:userId/roles/:role': 'role.grant',
  'DELETE /api/v1/members/:userId/roles/:role': 'role.grant',
  'GET /api/v1/roles': 'member.list',
  'POST /api/v1/roles': 'role.define',
  'PUT /api/v1/roles/:roleId': 'role.define',
  'DELETE /api/v1/roles/:roleId': 'role.define',

  'GET /admin/members': 'member.list',
  'GET /admin/members/:userId': 'member.list',
  'POST /admin/members/:userId/roles': 'role.grant',
  'GET /admin/members/:userId/roles/:role': 'role.grant',
  'POST /admin/members/:userId/roles/:role': 'role.grant',
  'GET /admin/members/:userId/roles/:role/end': 'role.grant',
  'GET /admin/roles': 'member.list',
  'POST /admin/roles': 'role.define',
  'GET /admin/roles/new': 'role.define',
  'GET /admin/roles/:roleId': 'role.define',
  'POST /admin/roles/:roleId': 'role.define',
  'GET /admin/roles/:roleId/remove': 'role.define',
  'POST /admin/roles/:roleId/remove': 'role.define',

  'GET /api/v1/audit': 'audit.view',
  'GET /api/v1/audit/export': 'audit.view',
  'GET /admin/audit': 'audit.view',
  'GET /admin/audit/export': 'audit.view',

  'GET /admin/finance': 'finance.statistics',
  'GET /admin/finance/ledger.csv': 'ledger.view',

  'GET /courses': 'catalogue.view',
  'GET /courses/:courseId': 'catalogue.view',
  'GET /api/v1/lms/courses': 'catalogue.view',
  'GET /api/v1/lms/courses/:courseId': 'catalogue.view',
  'GET /materials/:materialId': 'catalogue.view',
  'GET /api/v1/materials/:materialId/content': 'catalogue.view',
  'GET /learning': 'account.view',
  'GET /courses/:courseId/lessons/:lessonId': 'account.view',
  'POST /courses/:courseId/lessons/:lessonId/done': 'account.view',
  'POST /courses/:courseId/enrol': 'course.enrol',
  'GET /api/v1/lms/enrollments': 'account.view',
  'POST /api/v1/lms/enrollments': 'course.enrol',
  'GET /api/v1/lms/courses/:courseId/lessons/:lessonId': 'account.view',
  'POST /api/v1/lms/courses/:courseId/lessons/:lessonId/done': 'account.view',

  'GET /campaigns': 'catalogue.view',
  'GET /campaigns/:campaignId': 'catalogue.view',
  'GET /campaigns/:campaignId/updates/:updateId': 'catalogue.view',
  'GET /api/v1/crowdfunding/projects': 'catalogue.view',
  'GET /api/v1/crowdfunding/projects/:projectId': 'catalogue.view',
  'GET /api/v1/crowdfunding/pledges': 'signedIn',
  'POST /api/v1/crowdfunding/pledges': 'pledge.create',
  'GET /campaigns/:campaignId/pledge': 'pledge.create',
  'GET /campaigns/:campaignId/pledge/details': 'pledge.create',
  'POST /campaigns/:campaignId/pledge/change': 'pledge.create',
  'POST /campaigns/:campaignId/pledge': 'pledge.create',
  'GET /pledges/:pledgeId': 'pledge.create',
  'GET /pledges/:pledgeId/return': 'pledge.create',
  'GET /pledges/:pledgeId/pay': 'pledge.create',
  'POST /pledges/:pledgeId/pay': 'pledge.create',
  'POST /pledges/:pledgeId/cancel': 'pledge.create',
  'GET /account/pledges': 'account.view',

  'GET /notifications': 'notification.read',
  'GET /notifications/:id': 'notification.read',
  'POST /notifications/read': 'notification.read',
  'GET /api/v1/notifications': 'notification.read',
  'POST /api/v1/notifications/read': 'notification.read',
  'GET /api/notifications/stream': 'notification.read',
  'GET /account/notifications': 'notification.read',
  'POST /account/notifications': 'notification.read',
  'GET /stop-mails': 'everyone',
  'POST /stop-mails': 'everyone',

  // Uploads: whether a file may be sent follows from its row.
  'ALL /api/files': 'sync.use',
  'ALL /api/files/*': 'sync.use',
};
