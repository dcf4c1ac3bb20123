/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';

type Look = 'solid' | 'quiet' | 'danger';

const looks: Readonly<Record<Look, string>> = {
  solid: 'bg-brand text-on-solid border-transparent hover:brightness-110',
  quiet: 'bg-surface text-text border-control hover:bg-sunken',
  danger: 'bg-surface text-danger-text border-control hover:bg-danger-soft',
};

const shape =
  'inline-flex min-h-12 items-center justify-center gap-2 rounded-control border px-5 py-2 text-center font-semibold no-underline transition-[background-color,filter] duration-(--motion-hover)';

export const buttonClass = (look: Look, isWide = false): string =>
  `${shape} ${looks[look]} ${isWide ? 'w-full' : ''}`.trimEnd();

interface ButtonProps {
  readonly children: Child;
  readonly look?: Look;
  readonly isWide?: boolean;
  readonly name?: string;
  readonly value?: string;
  /** Where one word would not say what it is about, as in a list. */
  readonly label?: string;
}

/** Sends the form it is in. One `solid` button a view. */
export const Button = ({ children, look = 'solid', isWide = false, name, value, label }: ButtonProps) => (
  <button type="submit" class={buttonClass(look, isWide)} name={name} value={value} aria-label={label}>
    {children}
  </button>
);

/** A link that looks like a button, for the step that comes next. */
export const ButtonLink = ({
  children,
  href,
  look = 'solid',
  isWide = false,
}: ButtonProps & { readonly href: string }) => (
  <a href={href} class={buttonClass(look, isWide)}>
    {children}
  </a>
);
