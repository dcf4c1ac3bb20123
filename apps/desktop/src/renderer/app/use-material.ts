import { useEffect, useMemo } from 'react';
import { useQuery } from '@tanstack/react-query';
import { base64ToBytes } from '@educrowd/shared/primitives/bytes';
import { useApp } from './app-context.tsx';

export type MaterialView =
  | { readonly state: 'loading' }
  /** Known, but its bytes are still at the school. */
  | { readonly state: 'absent'; readonly name: string }
  | { readonly state: 'failed' }
  | { readonly state: 'ready'; readonly name: string; readonly url: string };

/** A picture of a course as an address that an `<img>` takes; it is read again when the bytes arrive. */
export function useMaterial(materialId: string | null): MaterialView {
  const { queries } = useApp();
  const { data, isError } = useQuery({ ...queries.material(materialId ?? ''), enabled: materialId !== null });
  const url = useMemo(() => {
    if (!data?.bytes || !data.mimeType.startsWith('image/')) return null;
    return URL.createObjectURL(new Blob([base64ToBytes(data.bytes)], { type: data.mimeType }));
  }, [data]);
  useEffect(() => (url === null ? undefined : () => URL.revokeObjectURL(url)), [url]);
  if (isError) return { state: 'failed' };
  if (!data) return { state: 'loading' };
  if (data.bytes === null) return { state: 'absent', name: data.name };
  return url === null ? { state: 'failed' } : { state: 'ready', name: data.name, url };
}
