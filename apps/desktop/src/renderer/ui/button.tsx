import type { ComponentProps } from 'react';
import type { IconName } from '@educrowd/shared/design/icons';
import { Icon } from './icon.tsx';
import { KeyCaps } from './key-caps.tsx';
import { Tooltip } from './tooltip.tsx';

export type ButtonLook = 'primary' | 'secondary' | 'quiet' | 'link' | 'danger' | 'quietDanger';

const looks: Record<ButtonLook, string> = {
  primary: 'bg-brand text-on-solid hover:brightness-110 active:brightness-95',
  secondary: 'border border-control bg-surface text-text hover:bg-sunken dark:bg-raised',
  quiet: 'text-muted hover:bg-sunken hover:text-text',
  link: 'text-brand-text hover:bg-brand-soft',
  danger: 'bg-danger text-on-solid hover:brightness-110 active:brightness-95',
  quietDanger: 'text-danger-text hover:bg-danger-soft',
};

interface ButtonProps extends ComponentProps<'button'> {
  look?: ButtonLook;
  icon?: IconName;
  /** For the one action of a first-run or empty screen. */
  large?: boolean;
}

/** Verb and object as its text. One `primary` per view. */
export function Button({
  look = 'secondary',
  icon,
  large = false,
  className = '',
  children,
  ...rest
}: ButtonProps) {
  return (
    <button type="button" {...rest} className={`${buttonLook(look, large)} ${className}`}>
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

export const buttonLook = (look: ButtonLook, large = false): string =>
  `inline-flex shrink-0 items-center justify-center gap-2 rounded-control font-semibold whitespace-nowrap transition-[background-color,filter] duration-(--motion-hover) disabled:pointer-events-none disabled:opacity-55 ${large ? 'min-h-10 px-4 text-15' : 'min-h-8 px-3 text-14'} ${looks[look]}`;

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children'> {
  icon: IconName;
  /** Read aloud, and shown on hover and focus. */
  label: string;
  keys?: string;
  pressed?: boolean;
  /** For dense places such as outline rows: 24 instead of 32. */
  small?: boolean;
}

export function IconButton({
  icon,
  label,
  keys,
  pressed,
  small = false,
  className = '',
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip
      content={
        <>
          {label}
          {keys && <KeyCaps keys={keys} />}
        </>
      }
    >
      <button
        type="button"
        aria-label={label}
        aria-pressed={pressed}
        {...rest}
        className={`inline-flex shrink-0 items-center justify-center rounded-control text-muted transition-colors duration-(--motion-hover) hover:bg-sunken hover:text-text disabled:pointer-events-none disabled:opacity-55 aria-pressed:bg-brand-soft aria-pressed:text-brand-text ${small ? 'size-6' : 'size-8'} ${className}`}
      >
        <Icon name={icon} />
      </button>
    </Tooltip>
  );
}
