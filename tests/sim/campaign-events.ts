/** What happens to campaigns beside what people do with them at one computer. */
import type { Moment } from './device/moment.ts';
import type { SimDevice } from './device/sim-device.ts';
import { pledgeSomething } from './school/school-events.ts';
import type { Event } from './scene.ts';
import type { Computer } from './world.ts';

export const pledge: Event = (scene, { school }) => {
  const { random, timeline } = scene.world;
  for (let times = random.between(1, 3); times > 0; times--)
    pledgeSomething(school, { random, mark: `s${++scene.mark}`, nowMs: timeline.now() });
};

/** One person changes the currency of a campaign for which another one, at the same time, decides what things cost. */
export const changeCurrencyMeanwhile: Event = async (scene, { school }) => {
  const { random, ledger, timeline, computers } = scene.world;
  const [one, other] = random.shuffle(
    computers.filter(
      (each) =>
        each.school === school &&
        each.device.isAlive() &&
        school.holdings(each.person.userId).includes('campaign:*'),
    ),
  );
  if (!one || !other) return;
  const moment = (of: SimDevice): Moment => ({ device: of, random, ledger, mark: `s${++scene.mark}` });
  const campaignId = one.build.prepareCampaign(moment(one.device));
  if (campaignId === null) return;
  one.device.runner.syncNow();
  await timeline.advance(6_000);
  other.device.runner.syncNow();
  await timeline.advance(4_000);
  const offline = random.pick([one.device, other.device]);
  offline.weather.isOnline = false;
  const does = ({ device, build }: Computer, act: (engine: typeof build, now: Moment) => void): void => {
    if (device.isAlive()) act(build, moment(device));
  };
  const [currency, another] = random.pick([
    ['JPY', 'EUR'],
    ['EUR', 'JPY'],
  ] as const);
  does(other, (engine, now) => engine.changeCurrency(now, campaignId, currency));
  if (random.next() < 0.3) does(other, (engine, now) => engine.changeReward(now, campaignId));
  if (random.next() < 0.5) does(one, (engine, now) => engine.changeCurrency(now, campaignId, another));
  if (random.next() < 0.7) does(one, (engine, now) => engine.changeReward(now, campaignId));
  if (random.next() < 0.5) does(one, (engine, now) => engine.changeGoal(now, campaignId));
  await timeline.advance(random.between(0, 4_000));
  offline.weather.isOnline = true;
  for (const { device } of [one, other]) if (device.isAlive()) device.runner.syncNow();
};

/** One computer launches a campaign whose terms another one, without a line, is still changing. */
export const launchMeanwhile: Event = async (scene, computer) => {
  const { random, ledger, timeline, computers } = scene.world;
  const { device, build } = computer;
  if (!device.isAlive()) return;
  const moment = (of: SimDevice): Moment => ({ device: of, random, ledger, mark: `s${++scene.mark}` });
  const campaignId = build.prepareCampaign(moment(device));
  if (campaignId === null) return;
  device.runner.syncNow();
  await timeline.advance(6_000);
  const others = computers.filter(
    (other) => other !== computer && other.school === computer.school && other.device.isAlive(),
  );
  const other = others.length > 0 ? random.pick(others) : computer;
  other.device.runner.syncNow();
  await timeline.advance(4_000);
  if (other !== computer) other.device.weather.isOnline = false;
  build.launchOne(device, campaignId);
  await timeline.advance(random.between(0, 4_000));
  if (other.device.isAlive()) other.build.changeTerms(moment(other.device), campaignId);
  await timeline.advance(random.between(0, 4_000));
  void pledge(scene, computer);
  if (other.device.isAlive()) other.build.changeReward(moment(other.device), campaignId);
  other.device.weather.isOnline = true;
  if (other.device.isAlive()) other.device.runner.syncNow();
};
