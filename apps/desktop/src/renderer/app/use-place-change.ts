import { useEffect, useEffectEvent, useState } from 'react';
import { useRouter } from '@tanstack/react-router';

/** The app is led elsewhere: by Back, by links from outside, by the window's own menus. */
export function usePlaceChange(onChange: () => void): void {
  const router = useRouter();
  const act = useEffectEvent(onChange);
  useEffect(() => router.subscribe('onBeforeNavigate', ({ hrefChanged }) => hrefChanged && act()), [router]);
}

/** Whether something is open that belongs to the present place; it closes when the app is led elsewhere. */
export function useOpenHere(): readonly [isOpen: boolean, setOpen: (isOpen: boolean) => void] {
  const [isOpen, setOpen] = useState(false);
  usePlaceChange(() => setOpen(false));
  return [isOpen, setOpen];
}
