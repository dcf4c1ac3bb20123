import { checkFiles, readDeviceRecords } from '../../support/device-records.ts';
import type { Device } from '../../support/engine-driver.ts';
import { readServerView } from '../../support/school-access.ts';
import { readServerRecords } from '../../support/server-records.ts';
import { startDeviceOf } from '../../support/set-up-school.ts';
import { pause, syncCompletely } from '../../support/waits.ts';
import {
  checksumOf,
  compareViews,
  countRows,
  readDeviceView,
  type WorkspaceView,
} from '../../support/workspace-view.ts';
import type { Cast, Story } from '../story.ts';
import { demand, type StepResult } from '../story-steps.ts';

/** The owner's computer gets everything; it, the first device and the server have the same, down to each letter. */
export async function startSecondDevice({ stack, random }: Story, cast: Cast): Promise<StepResult<Device>> {
  const second = stack.device('device-2');
  await startDeviceOf(second, cast.school, cast.school.owner);
  // While it loads: it goes on where it was.
  const killedAfterMs = random.between(0, 150);
  await pause(killedAfterMs);
  await second.kill();
  await second.start();
  await syncCompletely(second);
  const devices = [cast.device, second];
  demand(await differences(cast, second));
  const records = devices.map(readDeviceRecords);
  const server = await readServerRecords(stack.database.adminUrl, records);
  demand([
    ...records.flatMap(({ problems }) => problems),
    ...server.problems,
    ...checkFiles(second).problems,
  ]);
  const view = readDeviceView(second.name, second.databasePath());
  const equal = `${countRows(view)} rows and ${view.texts.size} texts equal on both devices and the server`;
  return {
    value: second,
    counted: `${equal} (${checksumOf(view).slice(0, 16)}), ${checkFiles(second).count} files, ${server.auditEntries} audit entries; killed after ${killedAfterMs} ms of loading`,
  };
}

/** What two synced devices and the server do not agree on. */
export async function differences(
  { device, school }: Pick<Cast, 'device' | 'school'>,
  second: Device,
): Promise<string[]> {
  const [one, two] = [device, second].map((each) => readDeviceView(each.name, each.databasePath()));
  const server = await readServerView(school.origin, school.owner.access);
  if (!one || !two) return [];
  return [...compareViews(shared(one), shared(two)), ...compareViews(two, server)];
}

/** What people are told is for each of them alone. */
function shared(view: WorkspaceView): WorkspaceView {
  const rows = new Map(view.rows);
  rows.set('notifications', new Map());
  return { ...view, rows };
}
