import type { SearchHit } from '../../../ipc/search.ts';

/** Text around a hit with the found words marked. */
export function FoundText({ snippet }: { snippet: SearchHit['snippet'] }) {
  return snippet.map((part, index) =>
    part.found ? (
      <mark key={index} className="rounded-chip bg-warning-soft font-semibold text-warning-text">
        {part.text}
      </mark>
    ) : (
      part.text
    ),
  );
}
