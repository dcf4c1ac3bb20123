import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { validLocale } from '@educrowd/shared/messages/locale';
import { must } from '@educrowd/shared/primitives/assert';
import { createApp, type App } from './app-context.tsx';
import { createBrowserPlatform } from './browser-platform.ts';
import { createDesktopPlatform } from './desktop-platform.ts';
import { findDesktopWindow, type DesktopWindow } from './desktop-window.ts';
import { connectEngine } from './engine-connection.ts';
import { failureText } from './failure-text.ts';
import { guardLeaving } from './guard-leaving.ts';
import { createHttpTransport } from './http-transport.ts';
import { restoreLastPlace } from './last-place.ts';
import { connectMenus } from './native-menus.ts';
import { createPortTransport } from './port-transport.ts';
import { Root } from './root.tsx';
import '../styles.css';

/** Opens the window: of the desktop app, or of a browser on the browser host. */
export function start(): void {
  restoreLastPlace(window.location, localStorage);
  const locale = validLocale(...navigator.languages, navigator.language);
  const desktop = findDesktopWindow();
  const app = desktop ? createDesktopApp(desktop, locale) : createBrowserApp(locale);
  guardLeaving(app.waiting, app.engine.connection);
  document.documentElement.lang = app.language;
  createRoot(must(document.getElementById('root'), 'root element')).render(
    <StrictMode>
      <Root app={app} />
    </StrictMode>,
  );
}

const createBrowserApp = (locale: string): App =>
  createApp(connectEngine(createHttpTransport()), createBrowserPlatform(), locale);

function createDesktopApp(desktop: DesktopWindow, locale: string): App {
  const platform = createDesktopPlatform(desktop, (error) =>
    app.showToast({ text: failureText(error, app.t), tone: 'danger' }),
  );
  const app = createApp(connectEngine(createPortTransport(desktop)), platform, locale);
  connectMenus(app, desktop);
  desktop.listen((event) => {
    if (event.type === 'open') window.location.hash = event.place;
    if (event.type === 'failed') app.showToast({ text: event.message, tone: 'danger' });
  });
  return app;
}
