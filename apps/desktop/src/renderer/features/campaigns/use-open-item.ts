import { useState } from 'react';

/** Which item of a list is open: at first, and whenever an address names one, the one that the person is led to. */
export function useOpenItem(
  itemId: string | undefined,
): readonly [openId: string | null, open: (id: string | null) => void] {
  const [openId, setOpenId] = useState<string | null>(itemId ?? null);
  const [ledTo, setLedTo] = useState(itemId);
  if (ledTo !== itemId) {
    setLedTo(itemId);
    if (itemId !== undefined) setOpenId(itemId);
  }
  return [openId, setOpenId];
}
