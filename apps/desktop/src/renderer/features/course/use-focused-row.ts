import { useState, type Dispatch, type SetStateAction } from 'react';

interface FocusedRow {
  readonly focusedId: string | null;
  readonly setFocusedId: Dispatch<SetStateAction<string | null>>;
  /** Of a lesson that the outline itself opens: its row is the focused one already, and a person may have gone on. */
  readonly noteOpening: (lessonId: string) => void;
}

/** The outline's row that keys and commands apply to. It follows the lesson on the screen, however that was opened. */
export function useFocusedRow(lessonId: string | undefined): FocusedRow {
  const [focusedId, setFocusedId] = useState<string | null>(lessonId ?? null);
  const [openedId, setOpenedId] = useState(lessonId);
  const [openingId, noteOpening] = useState<string | null>(null);
  if (openedId !== lessonId) {
    setOpenedId(lessonId);
    noteOpening(null);
    if (lessonId !== undefined && lessonId !== openingId) setFocusedId(lessonId);
  }
  return { focusedId, setFocusedId, noteOpening };
}
