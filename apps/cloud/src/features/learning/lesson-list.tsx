/** @jsxImportSource hono/jsx */
import type { Context } from 'hono';
import { lessonsInOrder } from '@educrowd/shared/courses/outline';
import { inLanguage } from '@educrowd/shared/messages/locale';
import type { AppEnv } from '../../platform/request.ts';
import type { CourseView } from '../courses/index.ts';
import { isFolded, openItems, type OutlineItem, type OutlinePart } from './fold-outline.ts';

interface Props {
  readonly c: Context<AppEnv>;
  readonly view: CourseView;
  readonly done: ReadonlySet<string>;
  /** Lessons are links for those who may read them. */
  readonly isOpen: boolean;
  /** Of a large course, only what is around this lesson is shown; the rest is a link away. */
  readonly around?: string | undefined;
  readonly currentLessonId?: string;
}

/** The fragment of the lesson around which the list is open. */
const HERE = 'here';

/** The course's sections and lessons, nested as the author arranged them. */
export function LessonList({ view, around, ...props }: Props) {
  const openAt = isFolded(view.lessons) ? (around ?? view.lessons[0]?.id) : undefined;
  const items = openItems(view.outline, openAt);
  return <Level {...props} view={view} around={openAt} items={items} depth={0} />;
}

interface LevelProps extends Props {
  readonly items: readonly OutlineItem[];
  readonly depth: number;
}

const Level = ({ items, depth, ...props }: LevelProps) => (
  <ol
    {...(depth === 0 ? inLanguage(props.view.course.language) : {})}
    class={depth === 0 ? 'space-y-2' : 'ms-2 border-s border-line ps-3'}
  >
    {items.map((item) =>
      item.kind === 'lesson' ? (
        <li key={item.row.id}>
          <Lesson {...props} id={item.row.id} title={item.row.title} />
        </li>
      ) : (
        <li key={item.id}>
          <Part {...props} part={item} depth={depth} />
        </li>
      ),
    )}
  </ol>
);

function Part({ part, depth, ...props }: Omit<LevelProps, 'items'> & { readonly part: OutlinePart }) {
  const { c, view } = props;
  const title = part.title ?? c.var.t('learning.lessonsFromTo', rangeOf(view, part));
  const look = depth === 0 ? 'pt-4 font-bold' : 'pt-2 font-semibold';
  if (part.items !== null)
    return (
      <>
        <p dir="auto" class={look}>
          {title}
        </p>
        <Level {...props} items={part.items} depth={depth + 1} />
      </>
    );
  const lessons = lessonsInOrder(part.nodes);
  const [first] = lessons;
  if (!first) return <p class={look}>{title}</p>;
  return (
    <a
      href={`/courses/${view.course.id}?around=${first.id}#${HERE}`}
      class={`flex min-h-12 flex-wrap items-center justify-between gap-x-3 rounded-control px-2 py-1 text-text no-underline hover:bg-sunken ${depth === 0 ? 'font-bold' : 'font-semibold'}`}
    >
      <span dir="auto">{title}</span>
      <span class="text-small font-normal text-muted" {...inLanguage(c.var.locale)}>
        {c.var.t('learning.lessonCount', { count: lessons.length })}
      </span>
    </a>
  );
}

function rangeOf({ lessons }: CourseView, part: OutlinePart) {
  const own = lessonsInOrder(part.nodes);
  const numberOf = (lesson: { readonly id: string } | undefined): number =>
    lessons.findIndex(({ id }) => id === lesson?.id) + 1;
  return { from: numberOf(own[0]), to: numberOf(own.at(-1)) };
}

type LessonProps = Props & { readonly id: string; readonly title: string };

function Lesson({ c, view, done, isOpen, around, currentLessonId, id, title }: LessonProps) {
  const isCurrent = id === currentLessonId;
  const name = <span dir="auto">{title}</span>;
  const mark = done.has(id) ? (
    <span
      class="ms-auto shrink-0 ps-3 text-small font-semibold text-success-text"
      {...inLanguage(c.var.locale)}
    >
      ✓ {c.var.t('learning.done')}
    </span>
  ) : null;
  const row = 'flex min-h-12 items-center rounded-control px-2 py-1';
  const anchor = id === around ? HERE : undefined;
  if (!isOpen)
    return (
      <span id={anchor} class={row}>
        {name}
        {mark}
      </span>
    );
  return (
    <a
      id={anchor}
      href={`/courses/${view.course.id}/lessons/${id}`}
      aria-current={isCurrent ? 'page' : undefined}
      class={`${row} text-text no-underline hover:bg-sunken ${isCurrent ? 'bg-brand-soft font-semibold' : ''}`.trimEnd()}
    >
      {name}
      {mark}
    </a>
  );
}
