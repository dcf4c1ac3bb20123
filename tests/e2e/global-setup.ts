import { announceSchool } from './school/school.ts';
import { startSchool } from './school/start-school.ts';

/** One school for the whole run; what it answers ends it. */
export default async function globalSetup(): Promise<() => Promise<void>> {
  const { school, stop } = await startSchool();
  announceSchool(school);
  return stop;
}
