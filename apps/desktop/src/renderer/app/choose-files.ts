export interface WantedFiles {
  /** As an input's `accept`; any file without it. */
  readonly accept?: string;
  readonly multiple?: boolean;
  /** A folder with everything in it, instead of files. */
  readonly isFolder?: boolean;
}

/** The browser's own dialog for files; nothing when the person closed it. */
export function chooseFiles({ accept, multiple = false, isFolder = false }: WantedFiles): Promise<File[]> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = accept ?? '';
  input.multiple = multiple;
  input.webkitdirectory = isFolder;
  input.hidden = true;
  // In the page while the dialog is open: an input that nothing holds may be collected as garbage, and its answer with it.
  document.body.append(input);
  return new Promise((resolve) => {
    const answer = (files: File[]): void => {
      input.remove();
      resolve(files);
    };
    input.addEventListener('change', () => answer([...(input.files ?? [])]));
    input.addEventListener('cancel', () => answer([]));
    input.click();
  });
}

export const choosePictures = (options: { readonly multiple: boolean }): Promise<File[]> =>
  chooseFiles({ ...options, accept: 'image/*' });
