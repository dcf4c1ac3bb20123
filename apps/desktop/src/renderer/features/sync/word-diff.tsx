import { diffWordsWithSpace } from 'diff';

interface WordDiffProps {
  text: string;
  other: string;
  /** Which side this is: what stands only here was added to, or removed from, the other. */
  change: 'added' | 'removed';
}

/** One side of a comparison: the words that only this side has are marked, by a line as well as a colour. */
export function WordDiff({ text, other, change }: WordDiffProps) {
  const parts = change === 'removed' ? diffWordsWithSpace(text, other) : diffWordsWithSpace(other, text);
  return parts
    .filter((part) => (change === 'removed' ? !part.added : !part.removed))
    .map((part, index) => {
      if (!part.added && !part.removed) return part.value;
      return change === 'removed' ? (
        <del
          key={index}
          className="rounded-chip bg-danger-soft px-0.5 text-danger-text no-underline decoration-1"
        >
          {part.value}
        </del>
      ) : (
        <ins
          key={index}
          className="rounded-chip bg-success-soft px-0.5 font-semibold text-success-text underline decoration-1 underline-offset-2"
        >
          {part.value}
        </ins>
      );
    });
}
