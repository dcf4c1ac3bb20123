import { useCallback, useMemo, useState } from 'react';
import { useApp } from '../../app/app-context.tsx';
import { useCommands } from '../../app/use-commands.ts';
import { BELOW_INSPECTOR, BELOW_OUTLINE, useMedia } from '../../app/use-media.ts';

export interface PaneState {
  /** Too narrow for a column of its own: it lies over the work. */
  readonly isSheet: boolean;
  readonly isOpen: boolean;
  readonly setOpen: (open: boolean) => void;
}

/** Which panes of the course are open. Columns are remembered; sheets open only when asked for. */
export function usePaneLayout(): { outline: PaneState; inspector: PaneState } {
  const { command } = useApp();
  const outline = usePane('outline', useMedia(BELOW_OUTLINE));
  const inspector = usePane('inspector', useMedia(BELOW_INSPECTOR));
  const { isOpen: outlineOpen, setOpen: setOutline } = outline;
  const { isOpen: inspectorOpen, setOpen: setInspector } = inspector;
  const commands = useMemo(
    () => [
      command('toggleOutline', () => setOutline(!outlineOpen)),
      command('toggleInspector', () => setInspector(!inspectorOpen)),
    ],
    [command, outlineOpen, inspectorOpen, setOutline, setInspector],
  );
  useCommands(commands);
  return { outline, inspector };
}

function usePane(name: string, isSheet: boolean): PaneState {
  const key = `educrowd.pane.${name}`;
  const [isColumnOpen, setColumn] = useState(() => localStorage.getItem(key) !== 'closed');
  const [isSheetOpen, setSheet] = useState(false);
  const setOpen = useCallback(
    (open: boolean) => {
      if (isSheet) {
        setSheet(open);
        return;
      }
      setColumn(open);
      localStorage.setItem(key, open ? 'open' : 'closed');
    },
    [isSheet, key],
  );
  return useMemo(
    () => ({ isSheet, isOpen: isSheet ? isSheetOpen : isColumnOpen, setOpen }),
    [isSheet, isSheetOpen, isColumnOpen, setOpen],
  );
}
