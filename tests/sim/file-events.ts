/** What happens to files beside what people do with them. */
import { purgeTrash, trashSomething } from './school/school-events.ts';
import type { Event, Scene } from './scene.ts';
import type { Computer } from './world.ts';

const DAY_MS = 86_400_000;

/** A file lies in Trash until it goes for good, and a week later its bytes, while others add the same. */
export const outlastFile: Event = async (scene, { school }) => {
  const { random, timeline, computers } = scene.world;
  scene.backups.clear();
  const gone = trashSomething(school, random, 'Material');
  const bytes = gone && Buffer.from(school.state().files.get(String(gone.sha256)) ?? []);
  await timeline.advance(random.pick([0, 4_000]));
  timeline.sleep(31 * DAY_MS);
  purgeTrash(school, timeline.now());
  await timeline.advance(random.pick([0, 4_000]));
  timeline.sleep(8 * DAY_MS);
  for (const computer of computers) if (random.next() < 0.5) addSomeFile(scene, computer, bytes ?? undefined);
  await timeline.advance(random.between(0, 2_500));
  school.collectFiles();
};

const addSomeFile = (scene: Scene, { device, build }: Computer, bytes?: Buffer): void => {
  if (!device.isAlive()) return;
  const { random, ledger } = scene.world;
  build.addFile({ device, random, ledger, mark: `s${++scene.mark}` }, { bytes });
};

/** Several files are added, and somewhere on their way the power goes, or a server is restarted. */
export const addFiles: Event = async (scene, computer) => {
  const { random, timeline } = scene.world;
  if (random.next() < 0.4) {
    const { weather } = computer.device;
    Object.assign(weather, { damaged: random.next() * 0.5, cut: random.next() * 0.3 });
  }
  for (let times = random.between(1, 4); times > 0; times--) addSomeFile(scene, computer);
  await timeline.advance(random.between(0, 3_000));
  if (random.next() < 0.5) computer.device.cutPowerAfter(random.between(1, 12));
  if (random.next() < 0.4) computer.school.restartServers();
  await timeline.advance(random.between(0, 2_000));
};

/** A file does not get through for weeks, and then its person has no part in the school any more, for a while. */
export const loseUnsentFile: Event = async (scene, computer) => {
  const { timeline, people } = scene.world;
  const { person, school, device } = computer;
  if (person === people.ada) return;
  const grants = school.state().grants.get(person.userId) ?? [];
  addSomeFile(scene, computer);
  device.weather.damaged = 1;
  await timeline.advance(4_000);
  scene.backups.clear();
  timeline.sleep(36 * DAY_MS);
  device.runner.syncNow();
  await timeline.advance(6_000);
  school.setGrants(person.userId, []);
  device.runner.syncNow();
  await timeline.advance(4_000);
  if (scene.world.random.next() < 0.5) school.setGrants(person.userId, grants);
};
