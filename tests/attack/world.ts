/** Two schools on one server, each with something of everything, and the canary of each in its words. */
import { newId } from '@educrowd/shared/primitives/id';
import type { TestDatabase } from '@educrowd/db/testing/clone-database';
import { createApp } from '../../apps/cloud/src/app.ts';
import { defineRole } from '../../apps/cloud/src/features/roles/define-role.ts';
import { createBackers } from '../../apps/cloud/src/testing/backers.ts';
import { buildCampaign, callCampaigns, paragraph } from '../../apps/cloud/src/testing/build-campaign.ts';
import { buildCourse, createTestDevice } from '../../apps/cloud/src/testing/build-course.ts';
import { createPerson, createSchool, signIn } from '../../apps/cloud/src/testing/people.ts';
import { startPayingServer, type PayingServer } from '../../apps/cloud/src/testing/start-paying-server.ts';
import { createVisitor, type Visitor } from '../../apps/cloud/src/testing/visitor.ts';
import type { TestServer } from '../../apps/cloud/src/testing/start-test-server.ts';

/** Ids of one school, by the name that routes give them. */
export interface Targets {
  readonly courseId: string;
  readonly lessonId: string;
  readonly documentId: string;
  readonly materialId: string;
  readonly campaignId: string;
  readonly updateId: string;
  readonly rewardId: string;
  readonly pledgeId: string;
  readonly userId: string;
  /** Of a role that the school has defined. */
  readonly roleId: string;
}

export interface AttackedSchool {
  readonly tenantId: string;
  readonly host: string;
  readonly canary: string;
  /** Of the school's owner. */
  readonly email: string;
  /** Of the school's owner, who may do everything there. */
  readonly token: string;
  readonly visitor: Visitor;
  readonly targets: Targets;
  /** Opens the page of the pledge. */
  readonly pledgeKey: string;
}

export interface World {
  readonly database: TestDatabase;
  readonly server: TestServer;
  readonly payments: PayingServer['payments'];
  readonly attacker: AttackedSchool;
  readonly victim: AttackedSchool;
  /** `GET /courses/:courseId`, once each. */
  readonly routes: readonly { readonly method: string; readonly path: string }[];
  readonly procedures: readonly string[];
  stop(): Promise<void>;
}

export const inventedTargets = (): Targets => ({
  courseId: newId(),
  lessonId: newId(),
  documentId: newId(),
  materialId: newId(),
  campaignId: newId(),
  updateId: newId(),
  rewardId: newId(),
  pledgeId: newId(),
  userId: newId(),
  roleId: newId(),
});

export async function startWorld(database: TestDatabase): Promise<World> {
  const paying = await startPayingServer(database);
  const { server } = paying;
  try {
    const attacker = await buildSchool(paying, 'sparrowhawk');
    const victim = await buildSchool(paying, 'nightjar');
    // One and the same person backs a campaign over there: here, that is nobody's business.
    await createBackers(paying, victim.host).pledge(victim.targets.campaignId, {
      amount: '25.00',
      reward: '',
      name: '',
      email: attacker.email,
    });
    const app = createApp(server.ctx, () => true);
    const known = new Map(app.http.routes.map(({ method, path }) => [`${method} ${path}`, { method, path }]));
    return {
      database,
      server,
      payments: paying.payments,
      attacker,
      victim,
      routes: [...known.values()],
      procedures: app.procedures,
      stop: () => paying.stop(),
    };
  } catch (error) {
    await paying.stop();
    throw error;
  }
}

async function buildSchool(paying: PayingServer, word: string): Promise<AttackedSchool> {
  const { server } = paying;
  const canary = `${word}${Math.floor(Math.random() * 1_000_000)}`;
  const owner = await createPerson(server, { name: `Olga ${canary}` });
  const { tenantId, host } = await createSchool(server, owner, { slug: canary, name: `School ${canary}` });
  const { token, user } = await signIn(server, owner, host);
  const device = createTestDevice(server, host, token);
  const course = await buildCourse(device, { title: `Course ${canary}`, lessons: [`Text ${canary}`] });
  const campaign = await buildCampaign(device, {
    campaign: { title: `Campaign ${canary}` },
    story: `Story ${canary}`,
  });
  const [updateId, updateText, materialId] = [newId(), newId(), newId()];
  const { campaignId } = campaign;
  const results = await device.push(
    ['CampaignUpdate.create', { row: { id: updateId, campaignId, title: `News ${canary}` } }],
    [
      'Document.create',
      { row: { id: updateText, campaignId, campaignUpdateId: updateId, contentSchema: 1 } },
    ],
    ['document.append', { id: updateText, update: paragraph(`News ${canary}`) }],
    [
      'Material.create',
      {
        row: {
          id: materialId,
          courseId: course.courseId,
          name: `${canary}.png`,
          mimeType: 'image/png',
          sizeBytes: 3,
          sha256: 'a'.repeat(64),
        },
      },
    ],
  );
  for (const { code, detail } of results) if (code !== 'APPLIED') throw new Error(`${code}: ${detail}`);
  for (const call of [
    ['launch', { id: campaignId, expected: 'draft' }],
    ['publishUpdate', { id: updateId }],
  ] as const) {
    const answer = await callCampaigns(server, { host, token }, call);
    if (answer.status !== 200) throw new Error(`${call[0]}: ${answer.text}`);
  }
  const pledge = await createBackers(paying, host).pledge(campaignId, {
    amount: '25.00',
    reward: '',
    name: `Bea ${canary}`,
    email: `bea-${canary}@example.org`,
  });
  await pledge.pay('4242 4242 4242 4242');
  const { id: roleId } = await defineRole(
    server.ctx,
    { tenantId, userId: user.id },
    { name: `Role ${canary}`, permissions: ['member.list'] },
  );
  const visitor = createVisitor(server, host);
  await visitor.post('/sign-in', { email: owner.email, password: owner.password });
  return {
    tenantId,
    host,
    canary,
    email: owner.email,
    token,
    visitor,
    pledgeKey: pledge.key,
    targets: {
      courseId: course.courseId,
      lessonId: course.lessonIds[0] ?? '',
      documentId: course.documentIds[0] ?? '',
      materialId,
      campaignId,
      updateId,
      rewardId: campaign.rewardIds[0] ?? '',
      pledgeId: pledge.pledgeId,
      userId: user.id,
      roleId,
    },
  };
}
