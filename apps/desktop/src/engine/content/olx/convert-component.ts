import type { BlockNode } from '@educrowd/shared/content/content-json';

import { placeOf } from '../course-format.ts';
import { readHtmlComponent } from './html-component.ts';
import { keepWhole, type ComponentReader, type OlxCourse } from './olx-course.ts';
import type { Standing } from './olx-definition.ts';
import { componentName, displayNameOf } from './olx-names.ts';
import { settingNotes } from './olx-settings.ts';
import { keepComponent, readAnnotatable, readOpenAssessment } from './other-components.ts';
import { readPoll } from './poll-component.ts';
import { readProblemComponent } from './problem-component.ts';
import { readVideoComponent } from './video-component.ts';

/** How each category is read, and which of its attributes that uses. Every other category is kept as its original. */
const READERS: Readonly<Record<string, { read: ComponentReader; uses: readonly string[] }>> = {
  html: { read: readHtmlComponent, uses: [] },
  problem: { read: readProblemComponent, uses: ['markdown', 'markdown_edited'] },
  video: {
    read: readVideoComponent,
    uses: [
      'youtube',
      'youtube_id_1_0',
      'youtube_id_0_75',
      'youtube_id_1_25',
      'youtube_id_1_5',
      'html5_sources',
      'source',
      'sub',
      'transcripts',
      'handout',
      'start_time',
      'end_time',
      'edx_video_id',
      'download_track',
      'download_video',
      'track',
      'public_access',
      'bumper_last_view_date',
    ],
  },
  annotatable: { read: readAnnotatable, uses: [] },
  poll: { read: readPoll, uses: ['question', 'answers', 'feedback', 'question_markdown'] },
  poll_question: { read: readPoll, uses: ['question', 'answers', 'reset'] },
  survey: { read: readPoll, uses: ['questions', 'answers', 'feedback', 'block_name'] },
  openassessment: { read: readOpenAssessment, uses: [] },
};

/** One component: an item of the report, and what of it the lesson shows. */
export async function convertComponent(
  standing: Standing,
  { course, path }: { course: OlxCourse; path: readonly string[] },
): Promise<BlockNode[]> {
  const definition = await course.definitions.resolve(standing);
  const { category, trouble } = definition;
  const file = definition.file === standing.file ? standing.file : definition.file;
  const item = course.report.item(
    placeOf(path, file, definition.file === standing.file ? standing.element.line : null),
    category,
  );
  const component = { course, definition, item };
  if (trouble !== null) {
    const label = displayNameOf(definition) ?? definition.urlName ?? componentName(category);
    return keepWhole(component, { kind: category, label, source: trouble.source, why: trouble.why });
  }
  for (const note of definition.notes) item.changed(note);
  const reader = Object.hasOwn(READERS, category) ? READERS[category] : undefined;
  const blocks = await (reader?.read ?? keepComponent)(component);
  // An original keeps its settings; what it says of who may see it matters all the same.
  const known = reader === undefined ? new Set(definition.attributes.keys()) : new Set(reader.uses);
  if (blocks.length > 0)
    for (const note of settingNotes(definition.attributes, course.groups, known)) item.changed(note);
  if (blocks.every(({ type }) => type === 'opaque')) item.wasNothing();
  return blocks;
}
