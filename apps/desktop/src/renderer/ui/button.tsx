import type { ComponentProps } from 'react';
import type { IconName } from '@educrowd/shared/design/icons';
import { Icon } from './icon.tsx';
import { KeyCaps } from './key-caps.tsx';
import { Tooltip } from './tooltip.tsx';

type Look = 'primary' | 'secondary' | 'quiet' | 'danger';

const looks: Record<Look, string> = {
  primary: 'bg-brand text-on-solid hover:brightness-110 active:brightness-95',
  secondary: 'border border-control bg-surface text-text hover:bg-sunken dark:bg-raised',
  quiet: 'text-text hover:bg-sunken',
  danger: 'bg-danger text-on-solid hover:brightness-110 active:brightness-95',
};

interface ButtonProps extends ComponentProps<'button'> {
  look?: Look;
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
    <button
      type="button"
      {...rest}
      className={`inline-flex shrink-0 items-center justify-center gap-2 rounded-control font-semibold whitespace-nowrap transition-[background-color,filter] duration-(--motion-hover) disabled:pointer-events-none disabled:opacity-55 ${large ? 'h-10 px-4 text-15' : 'h-8 px-3 text-14'} ${looks[look]} ${className}`}
    >
      {icon && <Icon name={icon} />}
      {children}
    </button>
  );
}

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
