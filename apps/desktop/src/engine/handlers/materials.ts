import type { EngineHandlers } from '../../ipc/contract.ts';
import { lessonAddress } from '../materials/lesson-address.ts';
import type { Workspace } from '../workspace.ts';

export interface MaterialHandlerOptions {
  readonly workspace: () => Workspace;
}

export const materialHandlers = ({ workspace }: MaterialHandlerOptions): EngineHandlers['materials'] => ({
  addPicture: ({ home, name, bytes }) =>
    workspace().materials.addPicture({ home, name, bytes: Buffer.from(bytes, 'base64') }),
  bring: ({ home, materialIds, lessonIds }) => {
    const { materials, store, identity } = workspace();
    return {
      materials: Object.fromEntries(materials.bring(home, materialIds)),
      lessons: Object.fromEntries(
        lessonIds.map((id) => [id, lessonAddress(store, id, { home, school: identity().school })]),
      ),
    };
  },
  read: async ({ materialId }) => {
    const { name, mimeType, bytes } = await workspace().materials.read(materialId);
    return { name, mimeType, bytes: bytes && bytes.toString('base64') };
  },
});
