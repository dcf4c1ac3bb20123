/** The library that long tables are drawn with is used here alone. */
import { useLayoutEffect, useState } from 'react';
import { useVirtualizer } from '@tanstack/react-virtual';

interface Options {
  /** The list or table. It scrolls with the work pane, below whatever stands above it. */
  readonly of: { readonly current: HTMLElement | null };
  readonly count: number;
  readonly keyOf: (index: number) => string;
  /** Height of a line until it has been measured. */
  readonly linePx: number;
}

export interface VisibleLines {
  readonly lines: readonly { readonly index: number; readonly key: string }[];
  /** Height of what is left out above and below them. */
  readonly beforePx: number;
  readonly afterPx: number;
  /** The `ref` of each line, which has to say its `data-index`. */
  readonly measure: (line: HTMLElement | null) => void;
}

/** Lines that are drawn beyond what is seen. */
const OVERSCAN = 12;

/** Of a list that may be of any length, the lines that are seen. */
export function useVisibleLines({ of, count, keyOf, linePx }: Options): VisibleLines {
  const top = useTop(of);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => paneOf(of.current),
    getItemKey: keyOf,
    estimateSize: () => linePx,
    overscan: OVERSCAN,
    scrollMargin: top,
  });
  const items = virtualizer.getVirtualItems();
  return {
    lines: items.map(({ index }) => ({ index, key: keyOf(index) })),
    beforePx: (items[0]?.start ?? top) - top,
    afterPx: virtualizer.getTotalSize() - ((items.at(-1)?.end ?? top) - top),
    measure: virtualizer.measureElement,
  };
}

const paneOf = (element: HTMLElement | null): HTMLElement | null =>
  element?.closest<HTMLElement>('#work') ?? null;

/** How far below the beginning of the pane it begins. */
function useTop(of: { readonly current: HTMLElement | null }): number {
  const [top, setTop] = useState(0);
  useLayoutEffect(() => {
    const [element, pane] = [of.current, paneOf(of.current)];
    if (!element || !pane) return;
    const measure = () =>
      setTop(
        Math.round(element.getBoundingClientRect().top - pane.getBoundingClientRect().top + pane.scrollTop),
      );
    const observer = new ResizeObserver(measure);
    observer.observe(pane);
    measure();
    return () => observer.disconnect();
  }, [of]);
  return top;
}
