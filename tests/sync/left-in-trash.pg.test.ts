/** What lies in Trash stays there when its neighbours are edited: the school brings back whatever it is sent a patch of. */
import { expect, it } from 'vitest';
import { must } from '@educrowd/shared/primitives/assert';
import { newId } from '@educrowd/shared/primitives/id';
import { entityNamed } from '@educrowd/shared/synced-entities';
import {
  createCampaign,
  createReward,
  moveItem,
  patchCampaign,
  patchReward,
  trashItem,
} from '../../apps/desktop/src/engine/campaigns/campaign-edits.ts';
import { createLesson, createSection } from '../../apps/desktop/src/engine/courses/outline-edits.ts';
import { until, type RealDevice } from './real-device.ts';
import { useRealSchool } from './real-school.ts';

const course = entityNamed('Course');
const lesson = entityNamed('Lesson');
const section = entityNamed('Section');
const reward = entityNamed('Reward');

const there = useRealSchool();

async function openDevice(): Promise<RealDevice> {
  const device = await there.deviceOf(there.owner);
  await device.settled();
  return device;
}

it('a lesson in Trash, when one is inserted beside it', async () => {
  const [one, two] = [await openDevice(), await openDevice()];
  const courseId = newId<'Course'>();
  const sectionId = one.writer.write((write) => {
    write.create(course, { id: courseId, title: 'Algebra' });
    return createSection(one.store, write, { courseId, parentId: null, title: 'Week 1', afterId: null });
  });
  await one.settled();
  await two.settled();
  await until(
    () => two.store.views.read(section, sectionId) !== null,
    () => JSON.stringify(two.runner.status()),
  );

  // Both come last while the devices are apart, so both get the same position.
  const made = [one, two].map(({ store, writer }) =>
    writer.write((write) => createLesson(store, write, { sectionId, title: 'Last', afterId: null })),
  );
  await one.settled();
  await two.settled();
  await one.settled();
  const tied = one.store.views.select(lesson, 'section_id = ?', sectionId);
  expect(tied).toHaveLength(2);
  expect(tied[0]?.position).toBe(tied[1]?.position);
  const [first = '', second = ''] = made.map(({ id }) => id).toSorted();
  one.writer.write((write) => write.trash(lesson, second));
  await one.settled();
  one.writer.write((write) => createLesson(one.store, write, { sectionId, title: 'New', afterId: first }));
  await one.settled();
  expect(one.store.views.read(lesson, second)?.deletedAt).not.toBeNull();
});

it('a reward in Trash of a live campaign, when another is moved: it is not on the page again', async () => {
  const one = await openDevice();
  const campaignId = one.writer.write((write) => createCampaign(one.store, write, 'A telescope'));
  const ids = [newId<'Reward'>(), newId<'Reward'>(), newId<'Reward'>()].toSorted();
  one.writer.write((write) => {
    // What two managers leave who each added a reward while apart.
    for (const [index, position] of ['a0', 'a0', 'a1'].entries()) {
      const id = must(ids[index], 'an id for each');
      write.create(reward, { id, campaignId, title: `Reward ${index}`, amountMinor: 1_000, position });
    }
  });
  await one.settled();
  await there.database.admin`
    update campaigns set status = 'live', launched_at = now(), deadline = now() + interval '30 days' where id = ${campaignId}`;
  const [first = '', second = '', third = ''] = ids;
  one.writer.write((write) => trashItem(one.store, write, { kind: 'reward', id: second }));
  await one.settled();
  one.writer.write((write) => moveItem(one.store, write, { kind: 'reward', id: third, afterId: first }));
  await one.settled();
  const page = await there.server.request(`/api/v1/crowdfunding/projects/${campaignId}`, {
    host: there.school.host,
  });
  const { data } = page.json() as { data: { rewards: { title: string }[] } };
  expect(data.rewards.map(({ title }) => title)).toEqual(['Reward 0', 'Reward 2']);
});

it('a reward in Trash of a draft, when its currency is changed', async () => {
  const one = await openDevice();
  const campaignId = one.writer.write((write) => createCampaign(one.store, write, 'A telescope'));
  const [kept, trashed] = one.writer.write((write) =>
    ['Kept', 'Trashed'].map((title) => {
      const id = createReward(one.store, write, { campaignId, title });
      patchReward(one.store, write, { id, patch: { amountMinor: 1_000 } });
      return id;
    }),
  ) as [string, string];
  one.writer.write((write) => trashItem(one.store, write, { kind: 'reward', id: trashed }));
  await one.settled();
  one.writer.write((write) =>
    patchCampaign(one.store, write, { id: campaignId, patch: { currency: 'JPY' } }),
  );
  await one.settled();
  expect(one.store.views.read(reward, trashed)?.deletedAt).not.toBeNull();
  expect(one.store.views.read(reward, kept)).toMatchObject({ amountMinor: 10, deletedAt: null });
});
