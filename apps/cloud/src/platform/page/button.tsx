/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx';
import { buttonClass, type ButtonLook } from '@educrowd/shared/design/web-button';

interface ButtonProps {
  readonly children: Child;
  readonly look?: ButtonLook;
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
  label,
}: ButtonProps & { readonly href: string }) => (
  <a href={href} class={buttonClass(look, isWide)} aria-label={label}>
    {children}
  </a>
);
