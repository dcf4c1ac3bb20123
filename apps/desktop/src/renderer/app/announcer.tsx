import { useStore, type Store } from './store.ts';

export interface Announcement {
  readonly id: number;
  readonly text: string;
}

/** Tells people who use a screen reader what others see happen. */
export function Announcer({ announcements }: { announcements: Store<readonly Announcement[]> }) {
  return (
    <div className="sr-only" role="status" aria-live="polite" aria-atomic="false">
      {/* A new element each time: what comes while something is being read waits for its turn. */}
      {useStore(announcements).map(({ id, text }) => (
        <p key={id}>{text}</p>
      ))}
    </div>
  );
}

/** More than anybody can have missed; older ones were read. */
const KEPT = 5;

export const withAnnouncement = (known: readonly Announcement[], text: string): readonly Announcement[] =>
  [...known, { id: (known.at(-1)?.id ?? 0) + 1, text }].slice(-KEPT);
