import { chooseFiles } from './choose-files.ts';
import type { ImportSource, Platform } from './platform.ts';
import { filesOfDrop } from './dropped-files.ts';
import { uploadImport, type UploadFile } from './upload-import.ts';

/** A window of an ordinary browser on the browser host of this same computer. */
export function createBrowserPlatform(): Platform {
  return {
    ownsWindow: false,
    isMac: /mac|iphone|ipad/i.test(navigator.userAgent),
    chooseImport: async (kind) => sourceOf(await pickFiles(kind)),
    droppedImport: async (transfer) => sourceOf(await filesOfDrop(transfer)),
    saveText(fileName, text) {
      const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
      const link = document.createElement('a');
      link.href = url;
      link.download = fileName.replaceAll(/[\\/:*?"<>|]/g, '-');
      link.click();
      // The browser has taken the address over by the next task.
      setTimeout(() => URL.revokeObjectURL(url));
    },
    openExternal(url) {
      window.open(url, '_blank', 'noopener,noreferrer');
    },
    notify() {
      // The window itself shows it; a browser would have to be asked for more.
    },
  };
}

function sourceOf(files: UploadFile[]): ImportSource | null {
  const first = files[0];
  if (!first) return null;
  const name = first.path.split('/')[0] ?? first.path;
  return {
    name,
    prepare: async (onProgress, signal) => ({
      path: await uploadImport({ files, onProgress, signal }),
      grant: null,
    }),
  };
}

async function pickFiles(kind: 'archive' | 'folder'): Promise<UploadFile[]> {
  const files = await chooseFiles(
    kind === 'folder' ? { isFolder: true } : { accept: '.gz,.tgz,.tar,.zip,.imscc,.md,.markdown,.xml' },
  );
  return files.map((file) => ({ path: file.webkitRelativePath || file.name, file }));
}
