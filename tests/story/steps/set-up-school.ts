import { giveRole } from '../../support/school-access.ts';
import { addTeacher, setUpSchool, startDeviceOf } from '../../support/set-up-school.ts';
import { syncCompletely } from '../../support/waits.ts';
import type { Cast, Story } from '../story.ts';
import type { StepResult } from '../story-steps.ts';

/** A school with its owner, a second teacher with a device; then the cloud goes down. */
export async function setUp({ stack }: Story): Promise<StepResult<Cast>> {
  await stack.startCloud();
  const school = await setUpSchool(stack, {
    name: 'Northfield School',
    slug: 'northfield',
    ownerName: 'Olga Owner',
  });
  const teacher = await addTeacher(school, 'Tessa Teacher');
  await giveRole(school.origin, {
    by: school.owner.access,
    to: teacher.access.userId,
    role: 'campaignManager',
  });
  const device = stack.device('device-1');
  await startDeviceOf(device, school, teacher);
  await syncCompletely(device);
  await stack.stopCloud();
  return {
    value: { school, teacher, device },
    counted: '1 school, 2 accounts, 1 device signed in; the cloud is down',
  };
}
