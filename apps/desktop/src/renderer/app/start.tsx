import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { validLocale } from '@educrowd/shared/messages/locale';
import { must } from '@educrowd/shared/primitives/assert';
import { createApp } from './app-context.tsx';
import { createBrowserPlatform } from './browser-platform.ts';
import { connectEngine } from './engine-connection.ts';
import { createHttpTransport } from './http-transport.ts';
import { restoreLastPlace } from './last-place.ts';
import { Root } from './root.tsx';
import '../styles.css';

/** Opens the window on the engine behind the browser host. */
export function start(): void {
  restoreLastPlace(window.location, localStorage);
  const locale = validLocale(...navigator.languages, navigator.language);
  const app = createApp(connectEngine(createHttpTransport()), createBrowserPlatform(), locale);
  document.documentElement.lang = app.language;
  createRoot(must(document.getElementById('root'), 'root element')).render(
    <StrictMode>
      <Root app={app} />
    </StrictMode>,
  );
}
