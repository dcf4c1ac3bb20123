import { useEffect, useLayoutEffect, useRef, useState } from 'react';

interface PreviewFrameProps {
  html: string;
  title: string;
  /** Of the page in CSS pixels; it is scaled down to the room that there is. */
  width: number;
}

/**
 * A page in a frame in which nothing runs: the sandbox allows no scripts, forms, windows or navigation, the policy of
 * the app allows it none either, and links are held back. It shares the app's origin, so that its style sheet and
 * pictures can be read. A new version is drawn behind the present one, which it then replaces: it never flickers and
 * stays where it was scrolled to.
 */
export function PreviewFrame({ html, title, width }: PreviewFrameProps) {
  const box = useRef<HTMLDivElement>(null);
  const frames = useRef<[HTMLIFrameElement | null, HTMLIFrameElement | null]>([null, null]);
  const front = useRef<0 | 1>(0);
  const [shown, setShown] = useState<0 | 1>(0);
  const { scale, height } = useFit(box, width);

  useEffect(() => {
    const next = front.current === 0 ? 1 : 0;
    const [before, behind] = [frames.current[front.current], frames.current[next]];
    if (!behind) return;
    const url = URL.createObjectURL(new Blob([html], { type: 'text/html' }));
    const onLoad = () => {
      const page = behind.contentDocument;
      // The one before it may have come to its end only now, or to nothing: then the document is none of this page's.
      if (page?.URL !== url) return;
      URL.revokeObjectURL(url);
      page.addEventListener('click', holdBackLinks);
      behind.contentWindow?.scrollTo(0, before?.contentWindow?.scrollY ?? 0);
      front.current = next;
      setShown(next);
    };
    behind.addEventListener('load', onLoad);
    // A version of the preview is no step of its own for whoever goes back.
    behind.contentWindow?.location.replace(url);
    return () => {
      behind.removeEventListener('load', onLoad);
      URL.revokeObjectURL(url);
    };
  }, [html]);

  return (
    <div
      ref={box}
      className="relative min-h-0 flex-1 overflow-hidden rounded-card border border-line bg-canvas"
    >
      {([0, 1] as const).map((index) => (
        <iframe
          key={index}
          ref={(frame) => {
            frames.current[index] = frame;
          }}
          title={title}
          sandbox="allow-same-origin"
          inert={shown !== index}
          className={`absolute top-0 left-1/2 origin-top border-0 bg-canvas ${shown === index ? '' : 'invisible'}`}
          style={{ width, height: height / scale, transform: `translateX(-50%) scale(${scale})` }}
        />
      ))}
    </div>
  );
}

function holdBackLinks(event: MouseEvent): void {
  // An element of the frame is none of this window's classes.
  const target = event.target as Element | null;
  if (target?.closest?.('a') !== null) event.preventDefault();
}

/** How much smaller than life the page is shown, and the height of the room for it. */
function useFit(box: { current: HTMLElement | null }, width: number): { scale: number; height: number } {
  const [size, setSize] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const measure = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [box]);
  return { scale: Math.min(1, (size.width || width) / width), height: size.height };
}
