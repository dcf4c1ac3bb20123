/** A second school, with an owner and a device of its own, finds nothing of the first one by any way there is. */
import { createVisitor } from '../../../tools/stack/visitor.ts';
import { newEnvelope, withSyncClient } from '../../support/school-access.ts';
import { setUpSchool, startDeviceOf } from '../../support/set-up-school.ts';
import { syncCompletely } from '../../support/waits.ts';
import { readDeviceView, rowsOf } from '../../support/workspace-view.ts';
import { askOverHttp, searchOverHttp } from '../ask-over-http.ts';
import { askToSync } from '../ask-to-sync.ts';
import { targetsIn, type Answers, type Ask, type Targets } from '../foreign-targets.ts';
import type { Cast, Story } from '../story.ts';
import { demand, type StepResult } from '../story-steps.ts';

export async function keepSchoolsApart(
  { stack, canary }: Story,
  cast: Cast,
  ids: Pick<Targets, 'courseId' | 'campaignId' | 'pledgeId'>,
): Promise<StepResult<null>> {
  const school = { name: 'Southfield School', slug: 'southfield', ownerName: 'Ada Other' };
  const other = await setUpSchool(stack, school);
  const device = stack.device('device-3');
  await startDeviceOf(device, other, other.owner);
  await syncCompletely(device);
  const foreign = targetsIn(readDeviceView(cast.device.name, cast.device.databasePath()), ids);
  const ask = { other, foreign, canary };

  const answers = [
    await askOverHttp(ask),
    await searchOverHttp(ask),
    await askToSync(ask),
    await askWithWrongTokens(cast, ask),
  ];
  const hits = await device.client.search.find({ text: canary, limit: 100 });
  const view = readDeviceView(device.name, device.databasePath());
  demand([
    ...answers.flatMap(({ problems }) => problems),
    ...(hits.length === 0 ? [] : [`search on the device finds ${hits.length}`]),
    ...(['courses', 'campaigns', 'pledge_records', 'notifications'] as const)
      .filter((table) => rowsOf(view, table).length > 0)
      .map((table) => `the device has ${table}`),
  ]);
  const asked = answers.reduce((sum, { count }) => sum + count, 1);
  return {
    value: null,
    counted: `${asked} questions about the first school, all answered as about what does not exist`,
  };
}

/** A sign-in at one school is worth nothing at the other. */
async function askWithWrongTokens({ school, teacher }: Cast, { other, foreign }: Ask): Promise<Answers> {
  const tries = [
    { origin: other.origin, token: teacher.access.token },
    { origin: school.origin, token: other.owner.access.token },
  ];
  const problems: string[] = [];
  for (const { origin, token } of tries) {
    const path = `/api/v1/lms/courses/${foreign.courseId}/lessons/${foreign.lessonId}`;
    const { status } = await createVisitor().api('GET', origin + path, { token });
    const { signal } = new AbortController();
    const isPulled = await withSyncClient(origin, token, (client) =>
      client.pull({ ...newEnvelope(), cursor: 0, after: null }, signal).then(
        () => true,
        () => false,
      ),
    );
    if (status === 200 || isPulled)
      problems.push(`A token of another school is taken at ${origin} (${status}).`);
  }
  return { count: tries.length * 2, problems };
}
