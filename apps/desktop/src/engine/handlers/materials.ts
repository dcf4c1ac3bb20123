import { base64ToBytes, bytesToBase64 } from '@educrowd/shared/primitives/bytes';
import type { EngineHandlers } from '../../ipc/contract.ts';
import type { Workspace } from '../workspace.ts';

export interface MaterialHandlerOptions {
  readonly workspace: () => Workspace;
}

export const materialHandlers = ({ workspace }: MaterialHandlerOptions): EngineHandlers['materials'] => ({
  add: ({ courseId, name, bytes }) => workspace().materials.add({ courseId, name, bytes: base64ToBytes(bytes) }),
  read: async ({ materialId }) => {
    const { name, mimeType, bytes } = await workspace().materials.read(materialId);
    return { name, mimeType, bytes: bytes && bytesToBase64(bytes) };
  },
});
