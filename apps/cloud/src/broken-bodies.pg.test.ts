import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { newId } from '@educrowd/shared/primitives/id';
import { createApp } from './app.ts';
import { defineRole } from './features/roles/define-role.ts';
import { grantRole } from './features/roles/index.ts';
import { words } from './platform/app-error.ts';
import { openPayingSchool } from './testing/paying-school.ts';
import { addMember, createPerson, signIn } from './testing/people.ts';

const opened = await openPayingSchool(await createTestDatabase());
const { server } = opened.paying;
afterAll(() => opened.close());

/** Sign-ins belong to one address: of the school, and of the platform. */
let tokens: Readonly<Record<'school' | 'platform', string>>;
let ids: Readonly<Record<string, string>> = {};
beforeAll(async () => {
  const { school, owner } = opened;
  const asOwner = { tenantId: school.tenantId, userId: owner.userId };
  const member = await createPerson(server);
  await addMember(server, school, member);
  await grantRole(server.ctx, asOwner, { userId: member.userId, role: 'viewer' });
  const { id: roleId } = await defineRole(server.ctx, asOwner, {
    name: 'Auditor',
    permissions: ['audit.view'],
  });
  tokens = {
    school: (await signIn(server, owner, school.host)).token,
    platform: (await signIn(server, owner)).token,
  };
  const { campaignId } = await opened.live();
  ids = { userId: member.userId, role: 'viewer', roleId, campaignId };
});

/** Buttons without fields: what is sent with them is never looked at. */
const withoutFields: readonly string[] = [
  '/sign-out',
  '/stop-mails',
  '/courses/:courseId/enrol',
  '/courses/:courseId/lessons/:lessonId/done',
  '/pledges/:pledgeId/pay',
  '/pledges/:pledgeId/cancel',
];

const app = createApp(server.ctx, () => true);
const sending = [
  'POST /api/files',
  ...app.procedures.map((procedure) => `POST /trpc/${procedure}`),
  ...new Set(
    app.http.routes
      .filter(({ method }) => ['POST', 'PUT', 'PATCH'].includes(method))
      .map(({ method, path }) => `${method} ${path}`),
  ),
];
const isPage = (route: string): boolean => !/ \/(?:api|trpc)\//.test(route);
const takesForm = (route: string): boolean =>
  isPage(route) && !withoutFields.some((path) => route.endsWith(` ${path}`));

const broken = [
  ['multipart/form-data; boundary=x', 'garbage'],
  ['multipart/form-data', '--x\r\n'],
  ['application/json', '{"a":'],
] as const;

test.for(broken)('no request fails because its body is no %s', async ([contentType, raw]) => {
  expect(sending.filter(takesForm).length).toBeGreaterThan(15);
  const found: string[] = [];
  for (const route of sending) {
    const [method = '', path = ''] = route.split(' ');
    const isPlatform = path === '/create-school';
    const host = isPlatform ? undefined : opened.school.host;
    const { status, text } = await server.request(
      path.replaceAll(/:(\w+)/g, (_, name: string) => ids[name] ?? newId()),
      {
        ...(host === undefined ? {} : { host }),
        method,
        raw,
        headers: {
          'content-type': contentType,
          origin: server.origin(host),
          // Whoever signs out would be nobody in the requests that follow.
          ...(path.endsWith('/sign-out') || path.endsWith('/logout')
            ? {}
            : { authorization: `Bearer ${tokens[isPlatform ? 'platform' : 'school']}` }),
        },
      },
    );
    const isRefused = !contentType.startsWith('multipart/') || !takesForm(route) || isSaid(status, text);
    const isInWordsOfLibraries = /Malformed|Unsupported Media/.test(text);
    if (status >= 500 || !isRefused || isInWordsOfLibraries)
      found.push(`${route}: ${status} ${text.slice(0, 80)}`);
  }
  expect(found).toEqual([]);
});

const isSaid = (status: number, text: string): boolean =>
  status === 400 && text.includes(words('serverRefusals.formUnreadable'));
