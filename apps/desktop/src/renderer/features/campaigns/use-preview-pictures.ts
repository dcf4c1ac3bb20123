import { useEffect, useMemo } from 'react';
import { useQueries } from '@tanstack/react-query';
import { base64ToBytes } from '@educrowd/shared/primitives/bytes';
import type { ContentDoc, ContentNode } from '@educrowd/shared/content/content-json';
import { useApp } from '../../app/app-context.tsx';

/** Addresses of pictures that are on this computer, by the id of their material. */
export function usePreviewPictures(materialIds: readonly string[]): ReadonlyMap<string, string> {
  const { queries } = useApp();
  const found = useQueries({
    queries: materialIds.map((id) => queries.material(id)),
    combine: (results) => results.map(({ data }) => data),
  });
  const urls = useMemo(() => {
    const pictures = new Map<string, string>();
    for (const [index, data] of found.entries()) {
      const id = materialIds[index];
      if (id === undefined || !data?.bytes || !data.mimeType.startsWith('image/')) continue;
      const blob = new Blob([base64ToBytes(data.bytes)], { type: data.mimeType });
      pictures.set(id, URL.createObjectURL(blob));
    }
    return pictures;
  }, [found, materialIds]);
  useEffect(
    () => () => {
      for (const url of urls.values()) URL.revokeObjectURL(url);
    },
    [urls],
  );
  return urls;
}

/** The pictures of a text that are materials. */
export function picturesIn(text: ContentDoc): string[] {
  const ids: string[] = [];
  const open: ContentNode[] = [text];
  for (const node of open) {
    if (node.type === 'image' && typeof node.attrs.materialId === 'string') ids.push(node.attrs.materialId);
    if ('content' in node && node.content) open.push(...node.content);
  }
  return ids;
}
