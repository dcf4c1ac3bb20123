/**
 * Holes that the server's code could have, each written into a copy of it. Row-level security would close most of them:
 * the cases without that net have to notice. A plant that does not fit its source any more is an error.
 */
export interface ServerPlant {
  readonly name: string;
  /** From the repository's root. */
  readonly file: string;
  readonly find: string;
  readonly replace: string;
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
];
