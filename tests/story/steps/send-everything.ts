import { checkFiles, readDeviceRecords } from '../../support/device-records.ts';
import { syncCompletely } from '../../support/waits.ts';
import type { Cast, Story } from '../story.ts';
import { demand, type StepResult } from '../story-steps.ts';

/** The network is back: everything goes up, until the pill says so and is right. */
export async function sendEverything({ stack }: Story, { device }: Cast): Promise<StepResult<null>> {
  await stack.startCloud();
  const { toDecide } = await syncCompletely(device);
  const records = readDeviceRecords(device);
  const files = checkFiles(device);
  demand([
    ...records.problems,
    ...files.problems,
    ...(toDecide > 0 ? [`${toDecide} changes need a decision although nobody else has written`] : []),
  ]);
  return { value: null, counted: `${records.lastSeq} mutations and ${files.count} files sent` };
}
