import { useApp } from '../app/app-context.tsx';
import { keyCaps } from '../app/keys.ts';

/** "Ctrl Shift F" as key caps. Decoration: the control itself names its keys in `aria-keyshortcuts`. */
export function KeyCaps({ keys }: { keys: string }) {
  const { platform } = useApp();
  return (
    <span className="inline-flex gap-0.5" aria-hidden="true">
      {keyCaps(keys, platform.isMac).map((cap) => (
        <kbd
          key={cap}
          className="inline-flex min-h-5 min-w-5 items-center justify-center rounded-chip border border-line bg-sunken px-1 font-text text-13 text-muted"
        >
          {cap}
        </kbd>
      ))}
    </span>
  );
}
