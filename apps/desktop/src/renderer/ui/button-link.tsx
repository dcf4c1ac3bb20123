import type { ComponentProps } from 'react';
import { createLink } from '@tanstack/react-router';
import type { IconName } from '@educrowd/shared/design/icons';
import { buttonLook, type ButtonLook } from './button.tsx';
import { Icon } from './icon.tsx';

interface AnchorProps extends ComponentProps<'a'> {
  look?: ButtonLook;
  icon?: IconName;
}

function Anchor({ look = 'secondary', icon, className = '', children, ...rest }: AnchorProps) {
  return (
    <a {...rest} className={`${buttonLook(look)} ${className}`}>
      {icon && <Icon name={icon} />}
      {children}
    </a>
  );
}

/** A link that looks like a button: it goes somewhere and changes nothing. */
export const ButtonLink = createLink(Anchor);
