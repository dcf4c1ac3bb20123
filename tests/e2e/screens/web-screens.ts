/** Every page that students and visitors see, in the states that matter. */
import { expect, type Page } from '@playwright/test';
import { must } from '@educrowd/shared/primitives/assert';
import { mailedLink } from '../../../tools/stack/people.ts';
import { createVisitor } from '../../../tools/stack/visitor.ts';
import { signInStudent } from '../fixtures/student.ts';
import type { School, SeededCourse } from '../school/school.ts';
import type { Screen } from './screen.ts';

/** As long as German ones can be. */
const LONG_ROLE = 'Donaudampfschifffahrtsgesellschaftskassenwart';
const NOWHERE = '00000000-0000-7000-8000-000000000000';

/** Of somebody who is not signed in. */
export function visitorScreens(school: School): Screen[] {
  const { origin, platform, course, campaign, longCampaign, yenCampaign, endedCampaign } = school;
  const at = (name: string, address: string): Screen => ({
    name,
    open: async (page) => void (await page.goto(address)),
  });
  return [
    at('platform', platform),
    at('no-school', `http://nobody.localhost:${school.port}/`),
    at('school', origin),
    at('catalogue', `${origin}/courses`),
    at('catalogue-nothing-fits', `${origin}/courses?q=zeppelin&level=advanced`),
    at('course', `${origin}/courses/${course.id}`),
    at('course-long-title', `${origin}/courses/${school.longTitles.id}`),
    at('lesson-closed', lessonAddress(school, course, 'The profile')),
    at('campaigns', `${origin}/campaigns`),
    at('campaign', `${origin}/campaigns/${campaign.id}`),
    {
      name: 'campaign-question-open',
      open: async (page) => {
        await page.goto(`${origin}/campaigns/${campaign.id}`);
        await page.getByText('What happens if you raise less?').click();
        await expect(page.getByText('We buy the gauge first.')).toBeVisible();
      },
    },
    at('campaign-update', `${origin}/campaigns/${campaign.id}/updates/${campaign.updateId}`),
    at('campaign-long-title', `${origin}/campaigns/${longCampaign.id}`),
    at('campaign-yen', `${origin}/campaigns/${yenCampaign.id}`),
    at('campaign-ended', `${origin}/campaigns/${endedCampaign.id}`),
    at('pledge-after-the-end', `${origin}/campaigns/${endedCampaign.id}/pledge`),
    at('not-found', `${origin}/courses/${NOWHERE}`),
    at('sign-up', `${origin}/sign-up`),
    { name: 'sign-up-errors', open: (page) => sendEmpty(page, `${origin}/sign-up`) },
    at('check-mail', `${origin}/check-mail?email=nora%40riverside.example`),
    at('mail-link-expired', `${origin}/verify-email?token=nonsense`),
    at('mailbox', `${origin}/dev/mailbox`),
    {
      name: 'mail',
      open: async (page) => {
        await page.goto(`${origin}/dev/mailbox`);
        await page.getByRole('main').getByRole('listitem').getByRole('link').first().click();
        await expect(page.getByRole('link', { name: 'All mails' })).toBeVisible();
      },
    },
    at('sign-in', `${origin}/sign-in`),
    { name: 'sign-in-wrong', open: (page) => signInWrongly(page, school) },
    at('forgot-password', `${origin}/forgot-password`),
    { name: 'reset-password', open: (page) => openResetLink(page, school) },
    at('reset-link-expired', `${origin}/reset-password?token=nonsense`),
  ];
}

/** Of a student who has enrolled in both courses and has done one lesson. */
export function studentScreens(school: School): Screen[] {
  const { origin, course, longTitles } = school;
  const lesson = (name: string, of: SeededCourse, title: string): Screen => ({
    name,
    open: async (page) => void (await page.goto(lessonAddress(school, of, title))),
  });
  return [
    {
      name: 'my-courses-empty',
      open: async (page) => {
        await signInStudent(page, school, school.reader);
        await page.goto(`${origin}/learning`);
      },
    },
    {
      name: 'notifications-empty',
      open: async (page) => {
        await page.goto(`${origin}/notifications`);
        await expect(page.getByText('Nothing new')).toBeVisible();
      },
    },
    {
      name: 'mail-choice',
      open: async (page) => void (await page.goto(`${origin}/account/notifications`)),
    },
    { name: 'course-enrolled', open: (page) => enrol(page, `${origin}/courses/${course.id}`) },
    lesson('lesson-first', course, 'What this course is'),
    {
      name: 'lesson-list-table',
      open: async (page) => {
        await page.getByRole('button', { name: 'Mark done and continue' }).click();
        await expect(page.getByRole('heading', { level: 1, name: 'What to pack' })).toBeVisible();
      },
    },
    lesson('lesson-code-callouts', course, 'Keeping notes'),
    lesson('lesson-picture-formula', course, 'The profile'),
    {
      name: 'course-long-title-enrolled',
      open: (page) => enrol(page, `${origin}/courses/${longTitles.id}`),
    },
    lesson('lesson-long-title', longTitles, must(longTitles.lessons.at(-1), 'last lesson').title),
    {
      name: 'lesson-outline-open',
      open: async (page) => {
        await page.goto(lessonAddress(school, course, 'The speed'));
        await page.getByText('All lessons').click();
      },
    },
    { name: 'my-courses', open: async (page) => void (await page.goto(`${origin}/learning`)) },
    { name: 'account', open: async (page) => void (await page.goto(`${origin}/account`)) },
    { name: 'device-enter', open: async (page) => void (await page.goto(`${origin}/device`)) },
    {
      name: 'device-unknown',
      open: async (page) => void (await page.goto(`${origin}/device?user_code=AAAABBBB`)),
    },
    { name: 'device-confirm', open: (page) => openDeviceCode(page, school) },
    {
      name: 'device-denied',
      open: async (page) => {
        await page.getByRole('button', { name: 'Not mine' }).click();
        await expect(page.getByRole('heading', { name: 'The app was not connected' })).toBeVisible();
      },
    },
  ];
}

/** Of the founder of the school, on the platform and in the school's own pages. */
export function founderScreens(school: School): Screen[] {
  const { origin, platform, teacher } = school;
  return [
    {
      name: 'platform-schools',
      open: async (page) => {
        await page.goto(`${platform}/sign-in`);
        await page.getByLabel('E-mail address').fill(teacher.email);
        await page.getByLabel('Password').fill(teacher.password);
        await page.getByRole('button', { name: 'Sign in' }).click();
        await expect(page.getByRole('link', { name: 'Account' })).toBeVisible();
        await page.goto(platform);
      },
    },
    { name: 'create-school', open: async (page) => void (await page.goto(`${platform}/create-school`)) },
    {
      name: 'create-school-errors',
      open: async (page) => {
        await page
          .getByLabel('Name of the school')
          .fill('Volkshochschule Donaudampfschifffahrtsgesellschaft');
        await page.getByLabel('Address').fill('a b');
        await page.getByRole('button', { name: 'Create the school' }).click();
        await expect(page.getByRole('alert')).toBeVisible();
      },
    },
    {
      name: 'audit',
      open: async (page) => {
        await signInStudent(page, school, teacher);
        await page.goto(`${origin}/admin/audit`);
        await expect(page.getByRole('heading', { name: 'Audit log' })).toBeVisible();
      },
    },
    {
      name: 'finance',
      open: async (page) => {
        await page.goto(`${origin}/admin/finance`);
        await expect(page.getByRole('heading', { name: 'Finances' })).toBeVisible();
      },
    },
    { name: 'members', open: async (page) => void (await page.goto(`${origin}/admin/members`)) },
    {
      name: 'members-none-fits',
      open: async (page) => void (await page.goto(`${origin}/admin/members?q=zeppelin`)),
    },
    {
      name: 'members-past-the-last-page',
      open: async (page) => void (await page.goto(`${origin}/admin/members?page=99`)),
    },
    {
      name: 'member',
      open: async (page) => {
        await page.goto(`${origin}/admin/members?q=${encodeURIComponent(school.reader.email)}`);
        await page.getByRole('link', { name: school.reader.name }).click();
        await expect(page.getByRole('heading', { name: school.reader.name })).toBeVisible();
      },
    },
    {
      name: 'member-errors',
      open: async (page) => {
        await page.getByLabel('Last day').fill('2020-01-01');
        await page.getByRole('button', { name: 'Give the role' }).click();
        await expect(page.getByRole('alert')).toBeVisible();
      },
    },
    {
      name: 'member-role',
      open: async (page) => {
        await page.goto(`${origin}/admin/members?q=${encodeURIComponent(school.reader.email)}`);
        await page.getByRole('link', { name: school.reader.name }).click();
        await page.getByRole('link', { name: 'Change the role Student' }).click();
        await expect(page.getByRole('button', { name: 'Pause the role' })).toBeVisible();
      },
    },
    {
      name: 'member-role-end',
      open: async (page) => {
        await page.goto(`${origin}/admin/members?q=${encodeURIComponent(teacher.email)}`);
        await page.getByRole('link', { name: teacher.name }).click();
        await page.getByRole('link', { name: 'Change the role Owner' }).click();
        await page.getByRole('link', { name: 'End the role' }).click();
        await expect(page.getByLabel('Type the name of the role')).toBeVisible();
      },
    },
    {
      name: 'role-errors',
      open: async (page) => {
        await page.goto(`${origin}/admin/roles/new`);
        await page.getByRole('button', { name: 'Define the role' }).click();
        await expect(page.getByRole('alert')).toBeVisible();
      },
    },
    {
      name: 'roles',
      open: async (page) => {
        await page.goto(`${origin}/admin/roles`);
        const role = page.getByText(LONG_ROLE, { exact: true });
        if (!(await role.isVisible())) {
          await page.goto(`${origin}/admin/roles/new`);
          await page.getByLabel('Name of the role').fill(LONG_ROLE);
          await page.getByLabel('Description').fill('Looks after the money of the campaigns');
          await page.getByLabel('See the ledger').check();
          await page.getByRole('button', { name: 'Define the role' }).click();
        }
        await expect(role).toBeVisible();
        await page.getByText('What it allows').first().click();
      },
    },
    {
      name: 'role',
      open: async (page) => {
        await page.goto(`${origin}/admin/roles`);
        await page.getByRole('link', { name: `Change the role ${LONG_ROLE}` }).click();
        await expect(page.getByRole('button', { name: 'Save the role' })).toBeVisible();
      },
    },
    {
      name: 'role-removal',
      open: async (page) => {
        await page.getByRole('link', { name: 'Remove the role' }).click();
        await expect(page.getByLabel('Type the name of the role')).toBeVisible();
      },
    },
  ];
}

const lessonAddress = ({ origin }: School, course: SeededCourse, title: string): string => {
  const lesson = must(
    course.lessons.find((each) => each.title === title),
    title,
  );
  return `${origin}/courses/${course.id}/lessons/${lesson.id}`;
};

async function sendEmpty(page: Page, address: string): Promise<void> {
  await page.goto(address);
  await page.getByRole('button', { name: 'Create account' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
}

async function signInWrongly(page: Page, { origin }: School): Promise<void> {
  await page.goto(`${origin}/sign-in`);
  await page.getByLabel('E-mail address').fill('somebody@riverside.example');
  await page.getByLabel('Password').fill('a wrong one');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await expect(page.getByRole('alert')).toBeVisible();
}

async function openResetLink(page: Page, { origin, reader }: School): Promise<void> {
  await page.goto(`${origin}/forgot-password`);
  await page.getByLabel('E-mail address').fill(reader.email);
  await page.getByRole('button', { name: 'Send the link' }).click();
  await page.goto(await mailedLink(origin, reader.email, '/reset-password'));
  await expect(page.getByLabel('New password')).toBeVisible();
}

/** Also where the student has enrolled before. */
async function enrol(page: Page, address: string): Promise<void> {
  await page.goto(address);
  const button = page.getByRole('button', { name: 'Enrol in this course' });
  if (await button.isVisible()) await button.click();
  await expect(page.getByText(/lessons done/)).toBeVisible();
}

async function openDeviceCode(page: Page, { origin }: School): Promise<void> {
  const { json } = await createVisitor().api('POST', `${origin}/api/auth/device/code`, {
    body: { client_id: 'educrowd-desktop' },
  });
  await page.goto((json as { verification_uri_complete: string }).verification_uri_complete);
  await expect(page.getByRole('button', { name: 'Connect the app' })).toBeVisible();
}
