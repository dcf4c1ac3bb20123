/** People and schools for tests and demonstrations, made the way real ones come about. */
import { randomBytes } from 'node:crypto';
import { eq } from 'drizzle-orm';
import * as z from 'zod';
import { users } from '@educrowd/db/postgres/schema/identity';
import type { Role } from '@educrowd/shared/permissions/roles';
import { joinSchool, provisionTenant, type Person, type Provisioned } from '../features/tenancy/index.ts';
import { grantRole } from '../features/roles/index.ts';
import { must } from '@educrowd/shared/primitives/assert';
import type { TestServer } from './start-test-server.ts';

export interface TestPerson extends Person {
  readonly password: string;
}

/** Signs somebody up on the platform's address and confirms the mail. */
export async function createPerson(
  server: TestServer,
  given: { name?: string; email?: string; host?: string } = {},
): Promise<TestPerson> {
  const unique = randomBytes(4).toString('hex');
  const { name = `Person ${unique}`, email = `person-${unique}@example.org`, host } = given;
  const password = `long enough ${unique}`;
  const where = host === undefined ? {} : { host };
  await expectOk(server.request('/api/v1/auth/register', { ...where, json: { name, email, password } }));
  const mail = await server.mailTo(email);
  const link = new URL(must(/https?:\S+/.exec(mail.text)?.[0], 'link in the mail'));
  await expectOk(server.request(link.pathname + link.search, { host: link.hostname }));
  const [user] = await server.ctx.identityDatabase.db
    .select({ id: users.id })
    .from(users)
    .where(eq(users.email, email));
  return { userId: must(user, 'account').id, email, name, password };
}

const loginAnswer = z.object({ data: z.object({ token: z.string(), user: z.object({ id: z.string() }) }) });

/** The token is for the school at `host`, or for the platform. */
export async function signIn(
  server: TestServer,
  { email, password }: { readonly email: string; readonly password: string },
  host?: string,
): Promise<{ readonly token: string; readonly user: { readonly id: string } }> {
  const answer = await expectOk(
    server.request('/api/v1/auth/login', {
      ...(host === undefined ? {} : { host }),
      json: { email, password },
    }),
  );
  return loginAnswer.parse(answer.json()).data;
}

export const createSchool = (
  server: TestServer,
  owner: Person,
  given: { slug?: string; name?: string } = {},
): Promise<Provisioned> => {
  const { slug = `school-${randomBytes(4).toString('hex')}`, name = 'Northfield School' } = given;
  return provisionTenant(server.ctx, owner, { slug, name });
};

/** Makes somebody a member, as a student, and gives them further roles. */
export async function addMember(
  server: TestServer,
  school: Provisioned,
  { roles = [], ...person }: Person & { readonly roles?: readonly Role[] },
): Promise<void> {
  const { userId, email, name } = person;
  await joinSchool(server.ctx, school.tenantId, { userId, email, name });
  for (const role of roles) {
    await grantRole(
      server.ctx,
      { tenantId: school.tenantId, userId: null, isSystem: true },
      { userId: person.userId, role },
    );
  }
}

async function expectOk<A extends { status: number; text: string }>(answer: Promise<A>): Promise<A> {
  const settled = await answer;
  if (settled.status !== 200) throw new Error(`${settled.status}: ${settled.text}`);
  return settled;
}
