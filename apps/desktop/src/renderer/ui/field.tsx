import { useId, type ComponentProps, type ReactNode } from 'react';
import { Icon } from './icon.tsx';

interface FieldProps {
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  /** Nothing is wrong, and something is worth saying at this moment; read out when it appears. */
  note?: string | undefined;
  /** Kept for screen readers where the place says it already. */
  hideLabel?: boolean;
}

const controlLook =
  'w-full min-w-0 rounded-control border border-control bg-surface px-2.5 text-15 text-text placeholder:text-muted focus-visible:outline-offset-0 aria-invalid:border-danger disabled:bg-sunken disabled:text-muted dark:bg-sunken';

/** What a control inside a field gets: its id, and the ids of what describes it. */
interface ControlProps {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
}

/** Label above, help and error below. The error is read out when it appears. */
function Field({
  label,
  hint,
  error,
  note,
  hideLabel = false,
  children,
}: FieldProps & { children: (control: ControlProps) => ReactNode }) {
  const id = useId();
  const described = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return (
    <div className="flex flex-col gap-1">
      <label htmlFor={id} className={hideLabel ? 'sr-only' : 'text-14 font-semibold'}>
        {label}
      </label>
      {children({ id, 'aria-describedby': described || undefined, 'aria-invalid': error ? true : undefined })}
      <div role="alert" className="contents">
        {error && (
          <p id={`${id}-error`} className="flex items-start gap-1.5 text-13 text-danger-text">
            <Icon name="alert" size={14} className="mt-0.75" />
            {error}
          </p>
        )}
      </div>
      <div role="status" className="contents">
        {note && <p className="text-13 text-muted">{note}</p>}
      </div>
      {hint && (
        <p id={`${id}-hint`} className="text-13 text-muted">
          {hint}
        </p>
      )}
    </div>
  );
}

type InputProps = FieldProps & Omit<ComponentProps<'input'>, 'id' | 'children'> & { large?: boolean };

export function TextField({
  label,
  hint,
  error,
  note,
  hideLabel,
  large = false,
  className = '',
  ...rest
}: InputProps) {
  return (
    <Field label={label} hint={hint} error={error} note={note} {...(hideLabel ? { hideLabel } : {})}>
      {(control) => (
        <input
          dir="auto"
          {...control}
          {...rest}
          className={`${controlLook} ${large ? 'min-h-10' : 'min-h-8'} ${className}`}
        />
      )}
    </Field>
  );
}

type AreaProps = FieldProps & Omit<ComponentProps<'textarea'>, 'id' | 'children'>;

export function TextArea({ label, hint, error, note, hideLabel, className = '', ...rest }: AreaProps) {
  return (
    <Field label={label} hint={hint} error={error} note={note} {...(hideLabel ? { hideLabel } : {})}>
      {(control) => (
        <textarea
          dir="auto"
          {...control}
          {...rest}
          className={`${controlLook} field-sizing-content resize-none py-1.5 ${className}`}
        />
      )}
    </Field>
  );
}

type SelectProps = FieldProps &
  Omit<ComponentProps<'select'>, 'id' | 'children'> & {
    options: readonly { readonly value: string; readonly label: string }[];
  };

export function SelectField({
  label,
  hint,
  error,
  hideLabel,
  options,
  className = '',
  ...rest
}: SelectProps) {
  return (
    <Field label={label} hint={hint} error={error} {...(hideLabel ? { hideLabel } : {})}>
      {(control) => (
        <span className="relative flex">
          <select
            {...control}
            {...rest}
            className={`${controlLook} min-h-8 appearance-none truncate pr-8 ${className}`}
          >
            {options.map(({ value, label: text }) => (
              <option key={value} value={value}>
                {text}
              </option>
            ))}
          </select>
          <Icon name="chevronDown" className="pointer-events-none absolute top-2 right-2 text-muted" />
        </span>
      )}
    </Field>
  );
}
