import { useMemo, useRef } from 'react';

/**
 * For the content of a dialog that no button of its own has opened: the library would give the keyboard to nobody
 * afterwards. It goes back to where it was, unless somebody has it already.
 */
export function useFocusReturn(onOpen?: (event: Event) => void) {
  const before = useRef<Element | null>(null);
  return useMemo(
    () => ({
      onOpenAutoFocus: (event: Event) => {
        before.current = document.activeElement;
        onOpen?.(event);
      },
      onCloseAutoFocus: (event: Event) => {
        event.preventDefault();
        const { current } = before;
        if (document.activeElement === document.body && current instanceof HTMLElement && current.isConnected)
          current.focus({ preventScroll: true });
      },
    }),
    [onOpen],
  );
}
