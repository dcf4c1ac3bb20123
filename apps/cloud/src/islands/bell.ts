/** Keeps the bell's number true while the page is looked at, and says so aloud. Without it the next page shows it. */

/** As the server sends it: see features/notifications/bell.tsx. */
interface BellWords {
  readonly unread: number;
  readonly badge: string;
  readonly label: string;
}

const bell = document.querySelector<HTMLElement>('[data-bell]');
if (bell) follow(bell);

function follow(link: HTMLElement): void {
  const badge = document.querySelector<HTMLElement>('[data-bell-badge]');
  const news = document.querySelector<HTMLElement>('[data-bell-news]');
  let shown = Number(link.dataset.bell);
  let source: EventSource | null = null;

  const show = ({ unread, badge: text, label }: BellWords): void => {
    link.setAttribute('aria-label', label);
    link.dataset.bell = String(unread);
    if (badge) {
      badge.textContent = text;
      badge.hidden = text === '';
    }
    if (news && unread > shown) news.textContent = label;
    shown = unread;
  };
  // A page that nobody looks at needs no connection: it is told everything when it is looked at again.
  const listenWhileSeen = (): void => {
    if (document.visibilityState === 'hidden') {
      source?.close();
      source = null;
      return;
    }
    if (source) return;
    source = new EventSource('/api/notifications/stream');
    source.addEventListener('unread', (event: MessageEvent<string>) =>
      show(JSON.parse(event.data) as BellWords),
    );
  };
  document.addEventListener('visibilitychange', listenWhileSeen);
  // A page that is kept for the Back button must not keep its connection.
  addEventListener('pagehide', () => source?.close());
  addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    source = null;
    listenWhileSeen();
  });
  listenWhileSeen();
}
