import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('src/renderer'),
  // Relative addresses: the same files are served on loopback and from the app's own protocol.
  base: './',
  plugins: [react(), tailwindcss()],
  build: {
    outDir: here('dist/renderer'),
    emptyOutDir: true,
    target: 'chrome140',
    // The content security policy allows no `data:` fonts or scripts.
    assetsInlineLimit: 0,
    // One window that opens once, from the disk: splitting would only add round trips.
    chunkSizeWarningLimit: 2000,
  },
});
