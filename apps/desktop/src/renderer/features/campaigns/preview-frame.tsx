import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';

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
 * stays where it was scrolled to. Every version has a frame of its own: a frame that is led on has a history, and
 * whoever goes back in the app would lead it to a version that is gone.
 */
export function PreviewFrame({ html, title, width }: PreviewFrameProps) {
  const box = useRef<HTMLDivElement>(null);
  const front = useRef<HTMLIFrameElement>(null);
  const [shown, setShown] = useState<string>();
  const newest = useMemo(() => URL.createObjectURL(new Blob([html], { type: 'text/html' })), [html]);
  const { scale, height } = useFit(box, width);

  useEffect(() => () => URL.revokeObjectURL(newest), [newest]);

  const show = (frame: HTMLIFrameElement, url: string) => {
    const page = frame.contentDocument;
    // Where the next version has come before this one was read, the document is none of this page's.
    if (page === null) return;
    page.addEventListener('click', holdBackLinks);
    page.addEventListener('keydown', (event) => passOn(event, frame));
    frame.contentWindow?.scrollTo(0, front.current?.contentWindow?.scrollY ?? 0);
    setShown(url);
  };

  return (
    <div
      ref={box}
      className="relative min-h-0 flex-1 overflow-hidden rounded-card border border-line bg-canvas"
    >
      {[...new Set(shown === undefined ? [newest] : [shown, newest])].map((url) => (
        <iframe
          key={url}
          ref={shown === url ? front : undefined}
          src={url}
          title={title}
          sandbox="allow-same-origin"
          inert={shown !== url}
          onLoad={({ currentTarget }) => show(currentTarget, url)}
          className={`absolute top-0 left-1/2 origin-top border-0 bg-canvas ${shown === url ? '' : 'invisible'}`}
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

/** The keys of the app work there, too. Tab is the page's own: it goes from link to link. */
function passOn(event: KeyboardEvent, frame: HTMLIFrameElement): void {
  if (event.key === 'Tab') return;
  const isLeftToBrowser = frame.dispatchEvent(new KeyboardEvent(event.type, event));
  if (!isLeftToBrowser) event.preventDefault();
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
