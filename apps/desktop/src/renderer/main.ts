import * as z from 'zod';

// Compiled validators need `eval`, which the content security policy refuses. Schemas look at this when they are made,
// so everything else is loaded after it.
z.config({ jitless: true });
const { start } = await import('./app/start.tsx');
start();
