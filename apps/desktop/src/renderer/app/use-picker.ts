import type { ChangeEvent } from 'react';
import { useField } from './use-field.ts';

/** Of a control whose parts are not all filled in: the browser gives it no value, as if it were empty. */
const INCOMPLETE = ' ';

interface PickerOptions {
  label: string;
  /** As the control gives it: `2027-03` or `2027-03-01T18:00`. Empty: nothing is stored. */
  value: string;
  save: (value: string, seen: string) => Promise<void>;
  /** Digit by digit, a year is 2, 20 and 202 before it is 2027. */
  isStorable?: (value: string) => boolean;
}

/** A field for the browser's own controls of moments and months: what is stored stays until they are filled in again. */
export function usePicker({ label, value, save, isStorable = () => true }: PickerOptions) {
  const isSo = (typed: string) => typed === INCOMPLETE || (typed !== '' && !isStorable(typed));
  const { shown, change, failure, onFocus, onBlur } = useField({
    label,
    value,
    unfinished: { isSo },
    save,
  });
  const isIncomplete = shown === INCOMPLETE;
  const whole = isIncomplete ? '' : shown;
  return {
    shown: whole,
    isIncomplete,
    failure,
    control: {
      value: whole,
      onChange: ({ currentTarget: { validity, value: typed } }: ChangeEvent<HTMLInputElement>) =>
        change(validity.badInput ? INCOMPLETE : typed),
      onFocus,
      onBlur,
    },
  };
}
