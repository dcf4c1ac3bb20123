import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import * as z from 'zod';
import { must } from '@educrowd/shared/primitives/assert';
import { createApp } from './app/app-context.tsx';
import { createBrowserPlatform } from './app/browser-platform.ts';
import { connectEngine } from './app/engine-connection.ts';
import { createHttpTransport } from './app/http-transport.ts';
import { restoreLastPlace } from './app/last-place.ts';
import { Root } from './app/root.tsx';
import './styles.css';

// Compiled validators need `eval`, which the content security policy refuses.
z.config({ jitless: true });

restoreLastPlace(window.location, localStorage);
const app = createApp(connectEngine(createHttpTransport()), createBrowserPlatform(), navigator.language);
document.documentElement.lang = app.language;
createRoot(must(document.getElementById('root'), 'root element')).render(
  <StrictMode>
    <Root app={app} />
  </StrictMode>,
);
