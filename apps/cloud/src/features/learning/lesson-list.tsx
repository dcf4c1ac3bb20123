/** @jsxImportSource hono/jsx */
import type { Translate } from '@educrowd/shared/messages/translate';
import type { CourseView } from '../courses/index.ts';

interface Props {
  readonly t: Translate;
  readonly view: CourseView;
  readonly done: ReadonlySet<string>;
  /** Lessons are links for those who may read them. */
  readonly isOpen: boolean;
  readonly currentLessonId?: string;
}

/** The course's sections and lessons, nested as the author arranged them. */
export const LessonList = ({ view, ...props }: Props) => (
  <Level {...props} view={view} nodes={view.outline} depth={0} />
);

interface LevelProps extends Props {
  readonly nodes: CourseView['outline'];
  readonly depth: number;
}

const Level = ({ nodes, depth, ...props }: LevelProps) => (
  <ol class={depth === 0 ? 'space-y-2' : 'ml-2 border-l border-line pl-3'}>
    {nodes.map((node) =>
      node.kind === 'section' ? (
        <li key={node.row.id}>
          <p class={depth === 0 ? 'pt-4 font-bold' : 'pt-2 font-semibold'}>{node.row.title}</p>
          <Level {...props} nodes={node.children} depth={depth + 1} />
        </li>
      ) : (
        <li key={node.row.id}>
          <Lesson {...props} id={node.row.id} title={node.row.title} />
        </li>
      ),
    )}
  </ol>
);

type LessonProps = Omit<LevelProps, 'nodes' | 'depth'> & { readonly id: string; readonly title: string };

function Lesson({ t, view, done, isOpen, currentLessonId, id, title }: LessonProps) {
  const isCurrent = id === currentLessonId;
  const mark = done.has(id) ? (
    <span class="ml-auto shrink-0 pl-3 text-small font-semibold text-success-text">
      ✓ {t('learning.done')}
    </span>
  ) : null;
  const row = 'flex min-h-12 items-center rounded-control px-2 py-1';
  if (!isOpen)
    return (
      <span class={row}>
        {title}
        {mark}
      </span>
    );
  return (
    <a
      href={`/courses/${view.course.id}/lessons/${id}`}
      aria-current={isCurrent ? 'page' : undefined}
      class={`${row} text-text no-underline hover:bg-sunken ${isCurrent ? 'bg-brand-soft font-semibold' : ''}`.trimEnd()}
    >
      {title}
      {mark}
    </a>
  );
}
