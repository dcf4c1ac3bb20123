import { expect, test } from 'vitest';
import { createTranslate } from '@educrowd/shared/messages/translate';
import { newId } from '@educrowd/shared/primitives/id';
import type { Notification } from '../../../ipc/notifications.ts';
import { noticesOf } from './news.ts';

const wording = { t: createTranslate('en'), locale: 'en' };
const courseId = newId();

const enrolled = (studentName: string, more: Partial<Notification> = {}): Notification => ({
  id: newId(),
  event: 'course.enrolled',
  data: { courseId, courseTitle: 'Optics', studentName },
  occurredAt: '2026-03-01T10:00:00.000Z',
  isRead: false,
  ...more,
});

test('each of a few is said, with where it leads', () => {
  expect(noticesOf([enrolled('Ada'), enrolled('Grace')], wording)).toEqual([
    { title: 'Ada enrolled', body: 'Course: Optics', place: `/course/${courseId}` },
    { title: 'Grace enrolled', body: 'Course: Optics', place: `/course/${courseId}` },
  ]);
});

test('many become one', () => {
  const many = ['Ada', 'Grace', 'Lina', 'Mara'].map((name) => enrolled(name));
  expect(noticesOf(many, wording)).toEqual([
    { title: '4 new notifications', body: 'The latest: Ada enrolled', place: '/' },
  ]);
});

test('what was read elsewhere, and what this version does not know, interrupts nobody', () => {
  expect(
    noticesOf([enrolled('Ada', { isRead: true }), enrolled('Grace', { event: 'moon.full' })], wording),
  ).toEqual([]);
});
