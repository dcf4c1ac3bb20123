/** One course's way from a file to a student, and its campaign's way to its backers, through everything that can go wrong on it. */
import { createRandom } from '../support/random.ts';
import type { Stack } from '../support/start-stack.ts';
import { draftCampaign } from './steps/draft-campaign.ts';
import { editOffline } from './steps/edit-offline.ts';
import { editOnBoth } from './steps/edit-on-both.ts';
import { hearOfPledges } from './steps/hear-of-pledges.ts';
import { importCourse } from './steps/import-course.ts';
import { keepSchoolsApart } from './steps/keep-schools-apart.ts';
import { killWhileEditing } from './steps/kill-while-editing.ts';
import { launchCampaign } from './steps/launch-campaign.ts';
import { learnAsStudent } from './steps/learn-as-student.ts';
import { pledge } from './steps/pledge.ts';
import { sendEverything } from './steps/send-everything.ts';
import { setUp } from './steps/set-up-school.ts';
import { startSecondDevice } from './steps/start-second-device.ts';
import type { Story } from './story.ts';
import {
  createStorySteps,
  ExplainedFailure,
  StoryEnded,
  type StorySteps,
  type StoryTotals,
} from './story-steps.ts';

export interface StoryOptions {
  readonly stack: Stack;
  /** File or folder, absolute. */
  readonly coursePath: string;
  readonly seed: number;
  /** The import must be refused, and nothing be changed by it. */
  readonly expectRefusal: boolean;
  readonly say: (line: string) => void;
}

/** Tells the story to its end or to the first step that fails. */
export async function runStory({
  stack,
  coursePath,
  seed,
  expectRefusal,
  say,
}: StoryOptions): Promise<StoryTotals> {
  const random = createRandom(seed);
  const steps = createStorySteps(say);
  const canary = `kestrel${random.between(100_000, 999_999)}`;
  try {
    await tell({ stack, coursePath, random, canary }, steps, expectRefusal);
  } catch (error) {
    if (!(error instanceof StoryEnded)) throw error;
  }
  return steps.totals();
}

async function tell(story: Story, steps: StorySteps, expectRefusal: boolean): Promise<void> {
  const cast = await steps.run('A school, its owner, a second teacher and a device', () => setUp(story));
  const imported = await steps.run('Importing the course without a network', async (note) => {
    const result = await importCourse(story, cast, note);
    if ('refusal' in result.value && !expectRefusal)
      throw new ExplainedFailure(`The course cannot be imported: ${result.value.refusal}`);
    if ('courseId' in result.value && expectRefusal)
      throw new ExplainedFailure('The course was imported, but should have been refused.');
    return result;
  });
  if ('refusal' in imported) return steps.skipRest('This is where the story ends, as it should.');
  const { courseId } = imported;
  const edited = await steps.run('Names, order, text and publishing without a network', () =>
    editOffline(story, cast, courseId),
  );
  const campaign = await steps.run('A campaign is drafted without a network', () =>
    draftCampaign(story, cast),
  );
  await steps.run('The app is killed in the middle of work', () =>
    killWhileEditing(story, cast, { courseId, ...edited }),
  );
  await steps.run('The network is back: everything is sent', () => sendEverything(story, cast));
  const second = await steps.run('A second device gets everything', () => startSecondDevice(story, cast));
  await steps.run('Both devices change the same while apart', () =>
    editOnBoth(story, cast, { second, courseId, lessonId: edited.lessonId }),
  );
  const student = await steps.run('A student signs up, enrols and reads every lesson', () =>
    learnAsStudent(story, cast, courseId),
  );
  await steps.run('The campaign is launched', () => launchCampaign(story, cast, campaign));
  const pledged = await steps.run('A guest and a student pledge', () =>
    pledge(story, cast, { ...campaign, student }),
  );
  await steps.run('The manager hears of it, and the money adds up', () =>
    hearOfPledges(story, cast, { campaignId: campaign.campaignId, second, pledged }),
  );
  await steps.run('A second school sees nothing of it', () =>
    keepSchoolsApart(story, cast, {
      courseId,
      campaignId: campaign.campaignId,
      pledgeId: pledged.pledgeIds[0] ?? '',
    }),
  );
}
