import { TextArea, TextField } from '../ui/field.tsx';
import { storedTitle } from './stored-title.ts';
import { useField } from './use-field.ts';
import { useFullNote } from './use-full-note.ts';

interface LiveTextProps {
  /** Of the control, so that others can lead to it. */
  name?: string;
  label: string;
  hint?: string;
  value: string;
  maxLength: number;
  save: (value: string, seen: string) => Promise<void>;
  /** Said while the field is empty, where it must not be: what it held last stays until there is something else. */
  missing?: string;
  disabled?: boolean;
}

/** A line of text that needs no save button. */
export function LiveText({ save, missing, ...props }: LiveTextProps) {
  const { field, error, note } = useLiveText({ ...props, save, missing });
  return <TextField {...props} {...field} error={error} note={note} />;
}

/** Several lines of text that need no save button. */
export function LiveTextArea({ save, missing, rows, ...props }: LiveTextProps & { rows: number }) {
  const { field, error, note } = useLiveText({ ...props, save, missing });
  return <TextArea {...props} {...field} rows={rows} error={error} note={note} />;
}

function useLiveText({
  label,
  value,
  maxLength,
  save,
  missing,
}: Pick<LiveTextProps, 'label' | 'value' | 'maxLength' | 'save'> & { missing: string | undefined }) {
  const { shown, change, failure, onFocus, onBlur } = useField({
    label,
    value,
    save: (typed, seen) =>
      missing === undefined ? save(typed, seen) : save(typed.trim(), storedTitle(seen, value)),
    unfinished: { isSo: (typed) => missing !== undefined && typed.trim() === '' },
  });
  const { note, onTyped, onLeft } = useFullNote(shown, maxLength);
  const isMissing = missing !== undefined && shown.trim() === '';
  return {
    field: {
      value: shown,
      onChange: (event: { currentTarget: { value: string } }) => {
        onTyped();
        change(event.currentTarget.value);
      },
      onFocus,
      onBlur: () => {
        onLeft();
        onBlur();
      },
    },
    note,
    error: isMissing ? missing : failure,
  };
}
