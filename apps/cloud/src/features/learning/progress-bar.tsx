/** @jsxImportSource hono/jsx */
import type { Translate } from '@educrowd/shared/messages/translate';

/** How far a student is, in words and as a bar. */
export function ProgressBar({
  t,
  done,
  total,
}: {
  readonly t: Translate;
  readonly done: number;
  readonly total: number;
}) {
  const words = t('learning.doneOfTotal', { done, total });
  return (
    <div>
      <p class="text-small text-muted">{words}</p>
      <progress class="progress mt-1" value={done} max={Math.max(total, 1)} aria-label={words} />
    </div>
  );
}
