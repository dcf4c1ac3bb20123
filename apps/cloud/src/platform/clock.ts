import type { Clock } from '@educrowd/shared/primitives/instant';

export const systemClock: Clock = () => new Date();
