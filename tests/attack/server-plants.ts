/**
 * Holes that the server's code could have, each written into a copy of it. Row-level security would close most of them:
 * the cases without that net have to notice. Nothing at all closes those within a school. A plant that does not fit its source any more is an error.
 */
export interface ServerPlant {
  readonly name: string;
  /** From the repository's root. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
  /** Found by people of the same school: those cases alone are run. */
  readonly isWithin?: true;
}

const cloud = 'apps/cloud/src';

const plant = (
  name: string,
  [file, find, replace]: readonly [file: string, find: string, replace: string],
): ServerPlant => ({ name, file: `${cloud}/${file}`, find, replace });

/** Leaves the school out of what a query asks for. */
const everySchool = (name: string, file: string, find: string): ServerPlant =>
  plant(name, [
    file,
    find,
    find.replace(/eq\(\w+\.tenantId, tx\.tenantId\),?\s*|tenant_id = \$\{tx\.tenantId\} and /, ''),
  ]);

/** Gives people of one school more than their roles. */
const within = (
  name: string,
  file: string,
  change: readonly [find: string, replace: string],
): ServerPlant => ({
  name,
  file,
  find: change[0],
  replace: change[1],
  isWithin: true,
});

const permissions = 'packages/shared/src/permissions';

export const serverPlants: readonly ServerPlant[] = [
  everySchool(
    'course-of-any-school',
    'features/courses/course-store.ts',
    "eq(courses.tenantId, tx.tenantId),\n        eq(courses.id, courseId as CourseRow['id']),",
  ),
  everySchool(
    'catalogue-of-all-schools',
    'features/courses/course-store.ts',
    "eq(courses.tenantId, tx.tenantId), eq(courses.status, 'published')",
  ),
  everySchool(
    'campaign-of-any-school',
    'features/campaigns/campaign-store.ts',
    "eq(campaigns.tenantId, tx.tenantId),\n        eq(campaigns.id, campaignId as CampaignRow['id']),",
  ),
  everySchool(
    'campaigns-of-all-schools',
    'features/campaigns/campaign-store.ts',
    'eq(campaigns.tenantId, tx.tenantId),\n    isNull(campaigns.deletedAt),\n    inArray(campaigns.status',
  ),
  everySchool(
    'pledges-of-all-schools',
    'features/payments/pledge-store.ts',
    'and(eq(pledges.tenantId, tx.tenantId), condition)',
  ),
  everySchool(
    'audit-log-of-all-schools',
    'features/audit/audit-store.ts',
    'and(eq(auditEntries.tenantId, tx.tenantId), between(auditEntries.seq, first, last))',
  ),
  everySchool(
    'role-for-a-member-of-any-school',
    'features/roles/role-store.ts',
    'and(eq(members.tenantId, tx.tenantId), eq(members.userId, userId))',
  ),
  everySchool(
    'synced-rows-of-any-school',
    'platform/synced-rows.ts',
    'where tenant_id = ${tx.tenantId} and ${condition} order by id',
  ),
  everySchool(
    'pull-from-all-schools',
    'features/sync/pull.ts',
    'where tenant_id = ${tx.tenantId} and version > ${request.cursor}',
  ),
  everySchool(
    'bootstrap-from-all-schools',
    'features/sync/bootstrap.ts',
    "where tenant_id = ${tx.tenantId} and op = 'upsert' ${resumed}",
  ),
  plant('sign-in-of-any-school', [
    'http/request-variables.ts',
    'const isHere = session && (session.account.tenantId === null || session.account.tenantId === school?.id);',
    'const isHere = session;',
  ]),
  plant('a-course-that-is-not-ours-is-forbidden', [
    'features/courses/course-store.ts',
    '  return row ?? null;\n}\n\n/** The document that holds',
    "  if (!row && (await tx.db.select().from(courses).where(eq(courses.id, courseId as CourseRow['id']))).length > 0)\n    throw new Error('forbidden');\n  return row ?? null;\n}\n\n/** The document that holds",
  ]),
  within('holdings-as-the-device-says', `${cloud}/features/sync/pull.ts`, [
    'request.holdings.filter((holding) => isHeld(granted, holding))',
    'request.holdings',
  ]),
  within('bootstrap-of-any-holding', `${cloud}/features/sync/bootstrap.ts`, [
    'if (!isHeld(grantedHoldings(tx), request.holding))',
    'if (!isHeld([...grantedHoldings(tx), request.holding], request.holding))',
  ]),
  within('poke-of-any-holding', `${cloud}/features/sync/sync.router.ts`, [
    'input.holdings.filter((holding) => isHeld(granted, holding))',
    'input.holdings.filter((holding) => isHeld([...granted, holding], holding))',
  ]),
  within('members-for-everybody', `${cloud}/features/roles/read-members.ts`, [
    "  authorize(tx, 'member.list');\n  if (!memberSearch",
    '  if (!memberSearch',
  ]),
  within('roles-above-ones-own', `${cloud}/features/roles/write-grant.ts`, [
    'if (mayGrant(until ? askingUntil(asking, endOf(until)) : asking, role)) return;',
    'if (asking.now > new Date(0)) return;',
  ]),
  within('roles-that-outlive-their-giver', `${cloud}/features/roles/write-grant.ts`, [
    'until ? askingUntil(asking, endOf(until)) : asking',
    'asking',
  ]),
  within('a-role-of-the-school-grows-for-oneself', `${cloud}/features/roles/define-role.ts`, [
    'if (added.length > 0) await refuseRaising',
    'if (added.length < 0) await refuseRaising',
  ]),
  within('texts-by-anybody', `${cloud}/features/sync/commands.ts`, [
    "  batch.authorizeScope('content.author', entity.scope(row));\n",
    '',
  ]),
  within('audit-log-for-everybody', `${cloud}/features/audit/read-audit.ts`, [
    "  authorize(tx, 'audit.view');\n",
    '',
  ]),
  within('a-role-of-the-school-may-name-anything', `${permissions}/matrix.ts`, [
    "typeof roles !== 'string' && !isReserved",
    "typeof roles !== 'string' || isReserved",
  ]),
  within('a-role-for-oneself', `${cloud}/features/roles/write-grant.ts`, [
    'if (tx.userId === holder.userId && isRaise &&',
    "if (tx.userId === '' && isRaise &&",
  ]),
  within('a-school-without-an-owner', `${cloud}/features/roles/write-grant.ts`, [
    '(await countLastingOwners(tx)) === 0',
    '(await countLastingOwners(tx)) < 0',
  ]),
  within('owners-who-end-each-other', `${cloud}/features/roles/write-grant.ts`, [
    '  await lockRoles(tx);\n',
    '',
  ]),
  within('expired-roles-count', `${permissions}/access.ts`, [
    'grant.isActive && (grant.expiresAt === null || grant.expiresAt > now)',
    'grant.isActive && now > new Date(0)',
  ]),
  within('paused-roles-count', `${permissions}/access.ts`, [
    'grant.isActive && (grant.expiresAt',
    '(grant.expiresAt',
  ]),
  within('any-course-is-an-own-one', `${permissions}/can.ts`, ['access.courseIds.includes(courseId) &&', '']),
  within('what-a-reference-leads-to-is-not-asked', `${cloud}/features/sync/plain-edits.ts`, [
    '.scope(referred) !== entity.scope(row)',
    '.scope(referred) === null',
  ]),
  within('edits-are-judged-by-where-they-lead', `${cloud}/features/sync/plain-edits.ts`, [
    'batch.authorizeScope(permission, entity.scope(row));\n  const patch = parse',
    'batch.authorizeScope(permission, entity.scope({ ...row, ...given }));\n  const patch = parse',
  ]),
  within('new-rows-anywhere', `${cloud}/features/sync/plain-edits.ts`, [
    '  batch.authorizeScope(permission, entity.scope(row));\n  const known',
    '  const known',
  ]),
  within('streams-outlive-the-role', `${cloud}/platform/rights-watch.ts`, [
    'if (rights !== atFirst) return end();',
    '',
  ]),
  within('pokes-outlive-the-role', `${cloud}/features/sync/sync.router.ts`, [
    'AbortSignal.any([rights.signal, ctx.app.stopping,',
    'AbortSignal.any([ctx.app.stopping,',
  ]),
  within('the-bell-outlives-the-role', `${cloud}/features/notifications/notification-stream.ts`, [
    "rights.signal.addEventListener('abort', own.end);",
    '',
  ]),
];
