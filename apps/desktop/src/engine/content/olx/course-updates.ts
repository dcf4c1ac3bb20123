import type { BlockNode } from '@educrowd/shared/content/content-json';
import * as z from 'zod';

import { mapMarkup } from '../markup/map-markup.ts';
import { readSourceText } from '../source/course-source.ts';
import { orWhole } from './html-component.ts';
import { mappingOf, type Component, type OlxCourse } from './olx-course.ts';
import { parseJson } from './olx-policy.ts';
import { parseText } from './written-markup.ts';

export const UPDATES_FILE = 'info/updates.items.json';

const newsItems = z.array(
  z.object({
    id: z.number().catch(0),
    date: z.string().catch(''),
    content: z.string().catch(''),
    status: z.string().catch('visible'),
  }),
);
export type News = z.infer<typeof newsItems>;
type NewsItem = News[number];

/** The news of the course, the latest first; null where it is kept in a page of its own, as older courses do. */
export async function readNews(course: OlxCourse): Promise<News | null> {
  const file = course.source.files.get(UPDATES_FILE);
  if (file === undefined || file.sizeBytes > course.task.limits.pageBytes) return null;
  course.task.spend('textBytes', file.sizeBytes);
  const decoded = await readSourceText(file, course.task.limits);
  const news = newsItems.safeParse(parseJson(decoded?.text ?? '')).data;
  if (news === undefined) return null;
  course.definitions.markUsed(UPDATES_FILE);
  const visible = news.filter(({ status }) => status !== 'deleted');
  return visible.length === 0 ? null : visible.toSorted((a, b) => timeOf(b) - timeOf(a) || b.id - a.id);
}

const timeOf = ({ date }: NewsItem): number => Date.parse(date) || 0;

/** Each piece of news under its date. */
export const newsBlocks = (news: News, component: Component): BlockNode[] =>
  news.flatMap(({ date, content }) => [
    ...(date === ''
      ? []
      : [
          {
            type: 'heading' as const,
            attrs: { level: 2 as const },
            content: [{ type: 'text' as const, text: date }],
          },
        ]),
    ...orWhole(component, { kind: 'html', label: date, source: content }, () =>
      mapMarkup(parseText(content, component.course.task.limits), mappingOf(component)),
    ),
  ]);
