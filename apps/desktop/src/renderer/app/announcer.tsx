import { useStore, type Store } from './store.ts';

export interface Announcement {
  readonly id: number;
  readonly text: string;
}

/** Tells people who use a screen reader what others see happen. */
export function Announcer({ announcement }: { announcement: Store<Announcement> }) {
  const { id, text } = useStore(announcement);
  return (
    <div className="sr-only" role="status" aria-live="polite">
      {/* A new element each time: the same words twice in a row are read twice. */}
      <span key={id}>{text}</span>
    </div>
  );
}
