import { fairWeather, connectPeer, type PeerNetwork, type Weather } from './peer-network.ts';
import { createSchoolPeer, type PeerUser, type SchoolPeer } from './school-peer.ts';
import { openDevice, type TestDevice, type TestDeviceOptions } from './test-device.ts';
import { createVirtualClock, type VirtualClock } from './virtual-clock.ts';

/** A school and the computers of its people, in one virtual time. */
export interface TestWorld {
  readonly clock: VirtualClock;
  readonly peer: SchoolPeer;
  readonly open: (user: PeerUser, options?: Partial<TestDeviceOptions>) => WorldDevice;
  readonly close: () => Promise<void>;
}

export interface WorldDevice extends TestDevice {
  readonly user: PeerUser;
  readonly weather: Weather;
  readonly network: PeerNetwork;
  readonly pill: () => string;
}

export function createWorld(random: () => number = () => 0.5): TestWorld {
  const clock = createVirtualClock();
  const peer = createSchoolPeer(clock.now);
  const devices = new Set<WorldDevice>();
  return {
    clock,
    peer,
    open: (user, options = {}) => {
      const weather = fairWeather();
      const network = connectPeer({ peer, user, weather, clock, random });
      const device = openDevice({ network, clock, random, ...options });
      const end = (how: () => Promise<Buffer | void>) => async () => {
        devices.delete(made);
        return how();
      };
      const made: WorldDevice = {
        ...device,
        user,
        weather,
        network,
        pill: () => device.runner.status().pill.state,
        kill: end(device.kill) as TestDevice['kill'],
        close: end(device.close) as TestDevice['close'],
      };
      devices.add(made);
      return made;
    },
    close: async () => {
      for (const device of devices) await device.close();
    },
  };
}

/** Numbers from 0 to below 1 that are the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
