import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createTestDatabase } from '@educrowd/db/testing/create-test-database';
import { newId } from '@educrowd/shared/primitives/id';
import { customRoleKey } from '@educrowd/shared/permissions/roles';
import { defineRole } from '../roles/define-role.ts';
import { grantRole } from '../roles/index.ts';
import { buildCampaign } from '../../testing/build-campaign.ts';
import { buildCourse, createTestDevice } from '../../testing/build-course.ts';
import { createBackers } from '../../testing/backers.ts';
import { addMember, createPerson, createSchool, signIn, type TestPerson } from '../../testing/people.ts';
import { buildLiveCampaign, startPayingServer } from '../../testing/start-paying-server.ts';
import { createVisitor } from '../../testing/visitor.ts';
import { withTenant } from '../../platform/with-tenant.ts';
import type { Provisioned } from '../tenancy/index.ts';
import { readNewest } from './checkpoint-files.ts';
import { createCheckpointKey } from './checkpoint-key.ts';
import { exportAudit } from './export-audit.ts';
import { makeAllCheckpoints, signNewest } from './make-checkpoints.ts';
import { verifyExport } from './verify-export.ts';

const database = await createTestDatabase();
const paying = await startPayingServer(database);
const { server } = paying;
afterAll(async () => {
  await paying.stop();
  await database.drop();
});

const { publicKey } = createCheckpointKey(server.config.auditKey);
let owner: TestPerson;
let school: Provisioned;
let token: string;
beforeAll(async () => {
  owner = await createPerson(server, { name: 'Olga Owner' });
  school = await createSchool(server, owner);
  ({ token } = await signIn(server, owner, school.host));
  const { campaignId } = await buildLiveCampaign(server, school.tenantId);
  for (const email of ['ada@example.org', 'ben@example.org']) {
    const pledge = await createBackers(paying, school.host).pledge(campaignId, {
      amount: '25.00',
      reward: '',
      email,
    });
    await pledge.pay('4242 4242 4242 4242');
  }
});

const get = (path: string, bearer: string | null, host = school.host) =>
  server.request(path, { host, headers: bearer === null ? {} : { authorization: `Bearer ${bearer}` } });

async function exportOf(tenantId: string): Promise<string> {
  return new Response(await exportAudit(server.ctx, { tenantId, userId: owner.userId })).text();
}

async function problemsOf(text: string, keys = [publicKey]): Promise<readonly string[]> {
  const lines = (async function* () {
    yield* text.split('\n');
  })();
  return (await verifyExport(lines, keys)).problems;
}

test('an administrator takes the log along and checks it where there is no database', async () => {
  const answer = await get('/api/v1/audit/export', token);
  expect(answer.status).toBe(200);
  expect(answer.headers['content-disposition']).toContain('attachment');
  const file = join(server.config.storageDir, 'export.jsonl');
  const run = async (text: string): Promise<string> => {
    await writeFile(file, text);
    const program = join(import.meta.dirname, '../../../../../tools/audit-verify.ts');
    // It fails where there are problems, and says them all the same.
    return new Promise<string>((resolve) => {
      execFile(process.execPath, [program, file, '--key', publicKey], { env: {} }, (_, stdout) =>
        resolve(stdout),
      );
    });
  };
  const said = await run(answer.text);
  expect(said).toMatch(
    /^audit: [1-9]\d* entries, ledger: [1-9]\d* entries, [1-9]\d* checkpoints, 0 problems$/m,
  );
  expect(await run(`\uFEFF${answer.text}`)).toBe(said);
  const flooded = await run(`${answer.text}${'x\n'.repeat(65)}`);
  expect(flooded).toContain('\n  and 15 more\n');
  expect(flooded).toMatch(/, 65 problems$/m);
  const edited = await run(answer.text.replace('school.created', 'school.stolen'));
  expect(edited).toContain('audit 1 breaks the chain');
  // Cut anywhere, and with no key but its own, an export proves nothing.
  const lines = answer.text.trimEnd().split('\n');
  for (const kept of [1, lines.length - 2, lines.length - 1])
    expect(await problemsOf(lines.slice(0, kept).join('\n'))).toContain('the export breaks off');
  expect(await problemsOf(answer.text, [createCheckpointKey('another').publicKey])).not.toEqual([]);
  // Signatures stand before what they are compared with, or for nothing.
  const isCheckpoint = (line: string): boolean => line.startsWith('{"type":"checkpoint"');
  const moved = [...lines.filter((line) => !isCheckpoint(line)).slice(0, -1), ...lines.filter(isCheckpoint)];
  expect(await problemsOf([...moved, lines.at(-1)].join('\n'))).toEqual(
    expect.arrayContaining([
      expect.stringContaining('is a checkpoint behind the entries'),
      'audit is not signed after 0',
    ]),
  );
});

test('nobody but those who run the school sees the log', async () => {
  const student = await createPerson(server, { name: 'Stella Student' });
  await addMember(server, school, student);
  const { token: ofStudent } = await signIn(server, student, school.host);
  const stranger = await createPerson(server);
  const { token: ofStranger } = await signIn(server, stranger, school.host);
  for (const path of ['/api/v1/audit', '/api/v1/audit/export']) {
    expect((await get(path, null)).status).toBe(401);
    expect((await get(path, ofStudent)).status).toBe(403);
    expect((await get(path, ofStranger)).status).toBe(403);
  }
  const { paths } = (await get('/api/v1/openapi.json', null)).json() as {
    paths: Record<string, { get?: { responses: object } }>;
  };
  const described = paths['/audit/export']?.get?.responses ?? {};
  expect(Object.keys(described)).toEqual(['200', '401', '403', '404']);
  const list = (await get('/api/v1/audit?per_page=1', token)).json() as {
    data: { entries: { action: string; actor_name: string }[]; next_before: number; public_key: string };
  };
  expect(list.data).toMatchObject({ entries: [{ action: 'member.signedIn' }], public_key: publicKey });
  const visitor = createVisitor(server, school.host);
  await visitor.post('/sign-in', { email: owner.email, password: owner.password });
  expect((await visitor.open('/account')).page.text).toContain('href="/admin/audit"');
  await visitor.open('/admin/audit');
  expect(visitor.text).toContain('Set up the school');
  expect(visitor.text).toContain('Stella Student signed in');
  expect(visitor.text).toContain(publicKey);
  await visitor.open('/admin/audit?before=2');
  expect(visitor.text).toContain('Set up the school');
  expect(visitor.text).not.toContain('Stella');
});

test('the screen says which course or campaign is meant to whoever may see it, and nobody twice', async () => {
  const device = createTestDevice(server, school.host, token);
  await buildCourse(device, { title: 'Draft about rivers', isPublished: false });
  await buildCampaign(device, { campaign: { title: 'A boat for the river' } });
  const tenant = { tenantId: school.tenantId, userId: owner.userId };
  const auditor = await createPerson(server, { name: 'Aud Auditor' });
  await addMember(server, school, auditor);
  const { id } = await defineRole(server.ctx, tenant, { name: 'Auditor', permissions: ['audit.view'] });
  await grantRole(server.ctx, tenant, { userId: auditor.userId, role: customRoleKey(id) });
  const shownTo = async ({ email, password }: TestPerson): Promise<string> => {
    const visitor = createVisitor(server, school.host);
    await visitor.post('/sign-in', { email, password });
    return (await visitor.open('/admin/audit')).text;
  };
  const seen = await shownTo(owner);
  expect(seen).toContain('Created a course: Draft about rivers Olga Owner');
  expect(seen).toContain('Created a campaign: A boat for the river');
  expect(seen).toContain('Olga Owner signed in Details');
  const seenByAuditor = await shownTo(auditor);
  expect(seenByAuditor).toContain('Created a course Olga Owner');
  expect(seenByAuditor).not.toMatch(/Draft about rivers|A boat/);
});

/** What a superuser writes, so that every hash fits again and no checkpoint in the database says otherwise. */
async function cover(tenantId: string): Promise<void> {
  const { admin } = database;
  const rows = await admin<{ seq: string; body: string }[]>`
    select seq, body from audit_entry where tenant_id = ${tenantId} order by seq`;
  let hash = Buffer.alloc(32);
  for (const { seq, body } of rows) {
    hash = createHash('sha256').update(hash).update(body).digest();
    await admin`update audit_entry set hash = ${hash} where tenant_id = ${tenantId} and seq = ${seq}`;
  }
  await admin`
    update sync_tenant set audit_seq = ${rows.length}, audit_hash = ${hash} where tenant_id = ${tenantId}`;
  await admin`delete from audit_checkpoint where tenant_id = ${tenantId}`;
}

const manipulations: Record<string, (tenantId: string) => Promise<unknown>> = {
  edit: (tenantId) =>
    database.admin`update audit_entry set body = replace(body, 'second', 'other') where tenant_id = ${tenantId}`,
  'edit of a column beside the body': (tenantId) =>
    database.admin`update audit_entry set action = 'test.other' where tenant_id = ${tenantId} and seq = 3`,
  deletion: (tenantId) => database.admin`delete from audit_entry where tenant_id = ${tenantId} and seq = 3`,
  swap: async (tenantId) => {
    for (const [from, to] of [
      [3, -1],
      [4, 3],
      [-1, 4],
    ] as const)
      await database.admin`update audit_entry set seq = ${to} where tenant_id = ${tenantId} and seq = ${from}`;
  },
  truncation: async (tenantId) => {
    await database.admin`delete from audit_entry where tenant_id = ${tenantId} and seq > 2`;
    await cover(tenantId);
  },
  'truncation of the last entry, in the place of which another one comes': async (tenantId) => {
    await database.admin`delete from audit_entry where tenant_id = ${tenantId} and seq > 3`;
    await cover(tenantId);
  },
  'recomputed chain': async (tenantId) => {
    await database.admin`
      update audit_entry set body = replace(body, 'second', 'other') where tenant_id = ${tenantId}`;
    await cover(tenantId);
  },
};

/** Three entries after that of the beginning, in a school of their own. */
async function schoolWithEntries(): Promise<string> {
  const { tenantId } = await createSchool(server, owner);
  for (const word of ['first', 'second', 'third'])
    await withTenant(server.ctx.door, { tenantId, userId: null, isSystem: true }, (tx) =>
      Promise.resolve(tx.audit('test.told', { word })),
    );
  return tenantId;
}

const signedInBetween = async (tenantId: string): Promise<number> =>
  Math.max(0, ...(await readNewest(server.config, tenantId)).map(({ seq }) => seq));

/** When what was written is signed. */
const signings: readonly (readonly [string, (tenantIds: readonly string[]) => Promise<unknown>])[] = [
  ['as it happens every hour', () => makeAllCheckpoints(server.ctx)],
  [
    'as it happens by itself, long before that',
    (tenantIds) =>
      vi.waitFor(
        async () => {
          for (const tenantId of tenantIds) expect(await signedInBetween(tenantId)).toBe(4);
        },
        { timeout: 20_000 },
      ),
  ],
];

test.for(signings)('what a superuser does to the log is found: signed %s', async ([, sign]) => {
  const schools: Record<string, string> = {};
  for (const name of [...Object.keys(manipulations), 'nothing']) schools[name] = await schoolWithEntries();
  await sign(Object.values(schools));
  const found: Record<string, readonly string[]> = {};
  for (const [name, tenantId] of Object.entries(schools)) {
    await manipulations[name]?.(tenantId);
    found[name] = await problemsOf(await exportOf(tenantId));
  }
  const cutOff = (at: number) =>
    expect.arrayContaining([`audit ends with ${at}, but 4 was signed: it was cut off`]) as unknown;
  expect(found).toEqual({
    edit: expect.arrayContaining(['audit 3 breaks the chain']),
    'edit of a column beside the body': ['audit 3 is not the one that was hashed'],
    deletion: expect.arrayContaining(['audit 3 is missing']),
    swap: expect.arrayContaining(['audit 3 breaks the chain']),
    truncation: cutOff(3),
    'truncation of the last entry, in the place of which another one comes': expect.arrayContaining([
      expect.stringContaining('audit 4 is not the one that was signed'),
    ]),
    'recomputed chain': expect.arrayContaining([
      expect.stringContaining('audit 4 is not the one that was signed'),
    ]),
    nothing: [],
  });
});

test('what was cut off stays noticed, whatever is written after it', async () => {
  const tenantId = await schoolWithEntries();
  await vi.waitFor(async () => expect(await signedInBetween(tenantId)).toBe(4), { timeout: 20_000 });
  await manipulations['truncation']?.(tenantId);
  for (let n = 0; n < 3; n++) {
    await exportOf(tenantId);
    await signNewest(server.ctx, tenantId);
    await makeAllCheckpoints(server.ctx);
  }
  expect(await problemsOf(await exportOf(tenantId))).toContainEqual(
    expect.stringContaining('audit 4 is not the one that was signed'),
  );
});

test('the ledger is checked by the same command', async () => {
  const { admin } = database;
  const { tenantId } = school;
  const balances = `update ledger_line set minor = minor * 2 where tenant_id = '${tenantId}' and seq = 1`;
  const spoilt: Record<string, string> = {
    'ledger 1 breaks the chain': `update ledger_entry set body = replace(body, '2500', '9900') where tenant_id = '${tenantId}'`,
    'ledger 1 is not the one that was hashed': balances,
    'it was cut off': `delete from ledger_line where tenant_id = '${tenantId}';
      delete from ledger_entry where tenant_id = '${tenantId}';
      delete from ledger_head where tenant_id = '${tenantId}';
      delete from audit_checkpoint where tenant_id = '${tenantId}'`,
  };
  expect(await problemsOf(await exportOf(tenantId))).toEqual([]);
  for (const [problem, statement] of Object.entries(spoilt)) {
    const saved = `saved_${newId().replaceAll('-', '')}`;
    for (const table of ['ledger_head', 'ledger_entry', 'ledger_line'])
      await admin.unsafe(`create temporary table ${saved}_${table.slice(7)} as table ${table}`);
    await admin.unsafe(statement);
    expect((await problemsOf(await exportOf(tenantId))).join('; ')).toContain(problem);
    for (const table of ['ledger_line', 'ledger_entry', 'ledger_head'])
      await admin.unsafe(`delete from ${table}`);
    for (const table of ['ledger_head', 'ledger_entry', 'ledger_line'])
      await admin.unsafe(`insert into ${table} table ${saved}_${table.slice(7)}`);
  }
  expect(await problemsOf(await exportOf(tenantId))).toEqual([]);
});
