import type { EngineHandlers } from '../../ipc/contract.ts';
import type { Workspace } from '../workspace.ts';

export interface MaterialHandlerOptions {
  readonly workspace: () => Workspace;
}

export const materialHandlers = ({ workspace }: MaterialHandlerOptions): EngineHandlers['materials'] => ({
  addPicture: ({ home, name, bytes }) =>
    workspace().materials.addPicture({ home, name, bytes: Buffer.from(bytes, 'base64') }),
  read: async ({ materialId }) => {
    const { name, mimeType, bytes } = await workspace().materials.read(materialId);
    return { name, mimeType, bytes: bytes && bytes.toString('base64') };
  },
});
