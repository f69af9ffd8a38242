/** Buttons, and links that look like buttons. A pending button says so and cannot be pressed again. */
import './button.css';
import type { ReactNode } from 'react';
import { Button as AriaButton, type ButtonProps as AriaButtonProps, Link as AriaLink } from 'react-aria-components';
import { useWords } from '../words/words.tsx';

type Look = 'primary' | 'plain' | 'quiet' | 'danger';

interface ButtonProps extends Omit<AriaButtonProps, 'children' | 'className'> {
  look?: Look;
  className?: string;
  children: ReactNode;
}

export function Button({
  look = 'plain',
  className = '',
  children,
  isPending,
  isDisabled = false,
  onPress,
  ...props
}: ButtonProps) {
  const words = useWords().general;
  // A button with the attribute `disabled` would lose the focus.
  const isIdle = isPending || isDisabled;
  const state = isIdle ? ({ 'aria-disabled': true, 'data-pending': true } as const) : onPress && { onPress };
  return (
    <>
      <AriaButton {...props} {...state} className={`button ${look} ${className}`}>
        {isPending ? words.working : children}
      </AriaButton>
      {isPending !== undefined && (
        <span role="status" className="unseen">
          {isPending && words.working}
        </span>
      )}
    </>
  );
}

/** A button with an icon alone. Screen readers read its label. */
export const IconButton = ({ label, children, ...props }: ButtonProps & { label: string }) => (
  <Button {...props} look="quiet" className="icon-button" aria-label={label}>
    {children}
  </Button>
);

interface LinkButtonProps {
  href: string;
  look?: Look;
  /** The link downloads a file. */
  download?: boolean;
  children: ReactNode;
}

export const LinkButton = ({ href, look = 'plain', download = false, children }: LinkButtonProps) => (
  <AriaLink href={href} {...(download ? { download } : {})} className={`button ${look}`}>
    {children}
  </AriaLink>
);
