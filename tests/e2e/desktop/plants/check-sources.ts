import { createHmac } from 'node:crypto';
import { expect } from '@playwright/test';

interface Handlers {
  importHandlers(options: {
    workspace: () => null;
    jobs: { start(workspace: null, path: string): string };
    mayImport: ReturnType<Sources['signedSources']>;
  }): { start(source: { path: string; grant: string | null }): unknown };
}
type Sources = typeof import('../../../../apps/desktop/src/engine/import/granted-sources.ts');

const UPLOADS = '/data/uploads';
const UPLOAD = `${UPLOADS}/0192a000-0000-4000-8000-000000000001`;

/** Asks the engine to import what nobody has chosen, and throws when it does. */
export function checkSources(
  { importHandlers }: Handlers,
  { signedSources, uploadedSources }: Sources,
): void {
  const started: string[] = [];
  const handlers = (mayImport: ReturnType<Sources['signedSources']>) =>
    importHandlers({
      workspace: () => null,
      jobs: { start: (_workspace, path) => String(started.push(path)) },
      mayImport,
    });
  const signed = handlers(signedSources('a key'));
  const uploaded = handlers(uploadedSources(UPLOADS));
  const grant = createHmac('sha256', 'a key').update('/courses/Botany').digest('hex');
  const refused = [
    () => signed.start({ path: '/etc/passwd', grant }),
    () => signed.start({ path: '/etc/passwd', grant: null }),
    () => signed.start({ path: `${UPLOAD}/Botany`, grant: null }),
    () => uploaded.start({ path: '/etc/passwd', grant }),
    () => uploaded.start({ path: `${UPLOAD}/../../workspaces`, grant: null }),
    () => uploaded.start({ path: `${UPLOAD.replace('uploads', 'other')}/Botany`, grant: null }),
    () => uploaded.start({ path: `${UPLOADS}/elsewhere/Botany`, grant: null }),
  ];
  for (const start of refused) expect(start).toThrow();
  signed.start({ path: '/courses/Botany', grant });
  uploaded.start({ path: `${UPLOAD}/Botany`, grant: null });
  expect(started).toEqual(['/courses/Botany', `${UPLOAD}/Botany`]);
}
