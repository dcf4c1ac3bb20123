/** What is said about a course in few words: level, length, price. */
import { formatMoney, money } from '@educrowd/shared/primitives/money';
import type { Translate } from '@educrowd/shared/messages/translate';
import type { CourseRow } from './course-store.ts';

interface Words {
  readonly t: Translate;
  readonly locale: string;
}

/** A course that costs something cannot be paid for yet, so nobody can enrol by themselves. */
export const isFree = ({ priceMinor }: Pick<CourseRow, 'priceMinor'>): boolean =>
  priceMinor === null || priceMinor === 0;

export const priceOf = (course: CourseRow, { t, locale }: Words): string =>
  isFree(course) || course.priceMinor === null
    ? t('learning.free')
    : formatMoney(money(course.priceMinor, course.currency), locale);

const levelOf = (course: CourseRow, { t }: Words): string | null => {
  switch (course.level) {
    case 'beginner':
      return t('learning.levelBeginner');
    case 'intermediate':
      return t('learning.levelIntermediate');
    case 'advanced':
      return t('learning.levelAdvanced');
    case 'any':
      return null;
  }
};

/** "Beginner · 6 hours · Free". */
export const courseFacts = (course: CourseRow, words: Words): string =>
  [
    levelOf(course, words),
    course.durationHours === null ? null : words.t('learning.hours', { count: course.durationHours }),
    priceOf(course, words),
  ]
    .filter((fact) => fact !== null)
    .join(' · ');
