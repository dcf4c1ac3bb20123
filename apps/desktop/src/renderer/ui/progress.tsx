import { Progress as Primitive } from 'radix-ui';

/** True progress: `done` of `total`; a total of 0 is not known yet. */
export function ProgressBar({ label, done, total }: { label: string; done: number; total: number }) {
  const share = total === 0 ? 0 : Math.min(1, done / total);
  return (
    <Primitive.Root
      aria-label={label}
      value={total === 0 ? null : done}
      max={Math.max(1, total)}
      className="h-2 w-full overflow-hidden rounded-full bg-line"
    >
      <Primitive.Indicator
        className="h-full origin-left rounded-full bg-brand transition-transform duration-(--motion-panel)"
        style={{ transform: `scaleX(${share})` }}
      />
    </Primitive.Root>
  );
}
