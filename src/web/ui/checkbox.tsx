/** A checkbox, with a text beside it or a label for screen readers. */
import './checkbox.css';
import type { ReactNode } from 'react';
import { Checkbox as AriaCheckbox, type CheckboxProps } from 'react-aria-components';

export const Checkbox = ({ children, ...props }: Omit<CheckboxProps, 'children'> & { children?: ReactNode }) => (
  <AriaCheckbox {...props} className="checkbox">
    {({ isIndeterminate }) => (
      <>
        <svg viewBox="0 0 16 16" aria-hidden="true">
          {isIndeterminate ? <path d="M4 8h8" /> : <path d="m3.5 8.5 3 3 6-7" />}
        </svg>
        {children}
      </>
    )}
  </AriaCheckbox>
);
