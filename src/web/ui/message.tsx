/** A short text in place of a page or a list, such as that nothing was found. */
import './message.css';
import type { ReactNode } from 'react';
import { KeyIcon } from './icons.tsx';

export const Message = ({ title, text, children }: { title: string; text: string; children?: ReactNode }) => (
  <div className="message">
    <KeyIcon />
    <h1>{title}</h1>
    <p>{text}</p>
    {children}
  </div>
);
