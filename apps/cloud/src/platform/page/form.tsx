/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import type { FormErrors } from './read-form.ts';

interface Labelled {
  readonly name: string;
  readonly label: string;
  readonly hint?: string;
  readonly errors?: FormErrors | undefined;
}

interface FieldProps extends Labelled {
  readonly type?: 'text' | 'email' | 'password' | 'url' | 'date';
  readonly value?: string | undefined;
  readonly autocomplete?: string;
  readonly inputmode?: 'text' | 'email' | 'url' | 'numeric' | 'decimal';
  readonly isRequired?: boolean;
  readonly maxLength?: number;
  readonly minLength?: number;
  readonly autocapitalize?: 'none' | 'words' | 'characters';
  /** Shown behind the text, as the fixed end of an address. */
  readonly suffix?: string;
  readonly class?: string;
}

/** A labelled text field; what was wrong with it is said below it and announced with it. */
export function Field({ suffix, isRequired = true, ...field }: FieldProps) {
  const control = (
    <input
      {...controlProps(field)}
      type={field.type ?? 'text'}
      dir="auto"
      value={field.value}
      required={isRequired}
      autocomplete={field.autocomplete}
      inputmode={field.inputmode}
      maxlength={field.maxLength}
      minlength={field.minLength}
      autocapitalize={field.autocapitalize}
      class={`${controlClass(field)} ${suffix ? 'rounded-e-none' : ''} ${field.class ?? ''}`.trimEnd()}
    />
  );
  return (
    <Frame {...field}>
      {suffix ? (
        <div class="flex items-stretch">
          {control}
          <span class="flex max-w-[60%] shrink-0 items-center overflow-hidden rounded-e-control border border-s-0 border-control bg-sunken px-3 text-small text-ellipsis whitespace-nowrap text-muted">
            {suffix}
          </span>
        </div>
      ) : (
        control
      )}
    </Frame>
  );
}

/** As `Field`, for several lines. */
export const TextArea = (
  field: Labelled & { readonly value?: string | undefined; readonly maxLength: number },
) => (
  <Frame {...field}>
    <textarea
      {...controlProps(field)}
      dir="auto"
      rows={3}
      maxlength={field.maxLength}
      class={controlClass(field)}
    >
      {field.value}
    </textarea>
  </Frame>
);

interface SelectProps extends Labelled {
  readonly options: readonly { readonly value: string; readonly text: string }[];
  /** What is shown while nothing is chosen. */
  readonly prompt: string;
  readonly value?: string | undefined;
}

/** As `Field`, for one of a few. */
export const Select = ({ options, prompt, value = '', ...field }: SelectProps) => (
  <Frame {...field}>
    <select {...controlProps(field)} required class={controlClass(field)}>
      <option value="">{prompt}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value} selected={option.value === value}>
          {option.text}
        </option>
      ))}
    </select>
  </Frame>
);

function controlProps({ name, hint, errors }: Labelled) {
  const error = errors?.[name];
  const described = [hint && `${name}-hint`, error && `${name}-error`].filter(Boolean).join(' ');
  return {
    id: name,
    name,
    'aria-invalid': error ? ('true' as const) : undefined,
    'aria-describedby': described || undefined,
  };
}

const controlClass = ({ name, errors }: Labelled): string =>
  `min-h-12 w-full min-w-0 rounded-control border bg-surface px-3 py-2 ${errors?.[name] ? 'border-danger border-2' : 'border-control'}`;

const Frame = ({ name, label, hint, errors, children }: Labelled & { readonly children: Child }) => (
  <div class="mb-6">
    <label for={name} class="mb-1 block font-semibold">
      {label}
    </label>
    {hint && (
      <p id={`${name}-hint`} class="mb-2 text-small text-muted">
        {hint}
      </p>
    )}
    {children}
    <FieldError name={name} errors={errors} />
  </div>
);

/** What was wrong with a field, or with what else the form has under that name. */
export const FieldError = ({ name, errors }: Pick<Labelled, 'name' | 'errors'>) =>
  errors?.[name] ? (
    <p id={`${name}-error`} class="mt-2 text-small font-semibold text-danger-text">
      {errors[name]}
    </p>
  ) : (
    <></>
  );

/** Everything that was wrong, first in the form, each entry leading to its field. */
export function ErrorSummary({
  title,
  errors,
}: {
  readonly title: string;
  readonly errors: FormErrors | undefined;
}) {
  const entries = Object.entries(errors ?? {});
  if (entries.length === 0) return <></>;
  return (
    <div role="alert" tabindex={-1} id="errors" class="mb-6 rounded-card bg-danger-soft p-4 text-danger-text">
      <h2 class="font-semibold">{title}</h2>
      <ul class="mt-2 list-disc ps-5">
        {entries.map(([field, message]) => (
          <li key={field}>
            {field === '' ? (
              message
            ) : (
              <a href={`#${field}`} class="font-semibold underline">
                {message}
              </a>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** Something that went well or has to be known. */
export const Notice = ({
  children,
  kind = 'success',
}: {
  readonly children: Child;
  readonly kind?: 'success' | 'warning';
}) => (
  <div
    role="status"
    class={`mb-6 rounded-card p-4 ${kind === 'success' ? 'bg-success-soft text-success-text' : 'bg-warning-soft text-warning-text'}`}
  >
    {children}
  </div>
);

export const Card = ({ children }: { readonly children: Child }) => (
  <div class="rounded-card border border-line bg-surface p-6">{children}</div>
);

export const PageTitle = ({ children }: { readonly children: Child }) => (
  <h1 class="mb-6 text-title font-bold">{children}</h1>
);
