/** The school that all browser tests of a run share, as the processes of the tests get to know it. */
import type { Person } from '../../../tools/stack/people.ts';

export interface School {
  readonly name: string;
  readonly slug: string;
  /** Port of the cloud server. */
  readonly port: number;
  /** Address of the platform. */
  readonly platform: string;
  /** Address of the school. */
  readonly origin: string;
  /** Founded the school. */
  readonly teacher: Person;
  /** May change every course, too. */
  readonly colleague: Person;
  readonly student: Person;
  /** Another student, whose pages are looked at. */
  readonly reader: Person;
  /** Published, with everything that a lesson can hold. */
  readonly course: SeededCourse;
  /** Published, with titles as long as German ones can be. */
  readonly longTitles: SeededCourse;
  /** Published, written from right to left, with what is wider than a phone. */
  readonly arabic: SeededCourse;
  /** Running, with everything that a campaign's page can show. */
  readonly campaign: SeededCampaign;
  /** Running, with words as long as German ones can be, in a currency with three decimals. */
  readonly longCampaign: SeededCampaign;
  /** Running, in a currency without decimals. */
  readonly yenCampaign: SeededCampaign;
  /** Its deadline has passed. */
  readonly endedCampaign: SeededCampaign;
}

export interface SeededCampaign {
  readonly id: string;
  readonly title: string;
  /** Published. */
  readonly updateId: string;
}

export interface SeededCourse {
  readonly id: string;
  readonly title: string;
  readonly lessons: readonly { readonly id: string; readonly title: string }[];
}

const VARIABLE = 'EDUCROWD_E2E_SCHOOL';

/** Processes of tests inherit it. */
export function announceSchool(school: School): void {
  process.env[VARIABLE] = JSON.stringify(school);
}

export function announcedSchool(): School {
  const text = process.env[VARIABLE];
  if (text === undefined) throw new Error('The school of the browser tests has not been started.');
  return JSON.parse(text) as School;
}
