/** The app dies in the middle of work, more than once. */
import { startEditLoad } from '../../support/edit-load.ts';
import { pause, waitUntil } from '../../support/waits.ts';
import { readDeviceView } from '../../support/workspace-view.ts';
import type { Cast, Story } from '../story.ts';
import { demand, type StepResult } from '../story-steps.ts';

const KILLS = 3;

export async function killWhileEditing(
  { random }: Story,
  { device }: Cast,
  { courseId, documentIds }: { readonly courseId: string; readonly documentIds: readonly string[] },
): Promise<StepResult<null>> {
  const load = startEditLoad({
    device,
    seed: random.between(1, 2 ** 30),
    mark: 'K',
    courseId,
    documentIds,
    // One person: two in one place are another step.
    writers: 1,
    restMs: 2,
  });
  let cutOff = 0;
  for (let kill = 1; kill <= KILLS; kill++) {
    const wanted = load.ledger.acknowledged() + random.between(20, 60);
    await waitUntil('there is work to interrupt', async () => {
      const count = load.ledger.acknowledged();
      return count >= wanted ? { done: true } : { seen: `${count} edits` };
    });
    await pause(random.between(0, 10));
    cutOff += load.inFlight();
    await device.kill();
    demand(load.ledger.check(readDeviceView(`the file after kill ${kill}`, device.databasePath())));
    await device.start();
  }
  await load.stop();
  demand(load.ledger.check(readDeviceView('the device', device.databasePath())));
  const { current } = await device.client.session.state();
  if (!current) throw new Error('The workspace did not open again.');
  const counts = `${load.ledger.acknowledged()} edits acknowledged, ${cutOff} cut off`;
  return { value: null, counted: `${KILLS} kills, ${counts}, none of the acknowledged lost` };
}
