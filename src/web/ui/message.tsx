/** A short text in place of a page or of a list, such as that nothing was found. */
import './message.css';
import type { ReactNode } from 'react';
import { Mark } from './icons.tsx';
import { useTitle } from './title.ts';

interface MessageProps {
  title: string;
  text: ReactNode;
  /** What can be done now. */
  children?: ReactNode;
}

/** In place of a list. */
export const Message = ({ title, text, children }: MessageProps) => (
  <div className="message">
    <Mark />
    <h2>{title}</h2>
    <p>{text}</p>
    {children && <div className="message-actions">{children}</div>}
  </div>
);

/** In place of a page: its title is that of the window. */
export const MessagePage = ({ title, text, children }: MessageProps) => (
  <div className="message">
    <Mark />
    <h1 ref={useTitle(title)} tabIndex={-1}>
      {title}
    </h1>
    <p>{text}</p>
    <div className="message-actions">{children}</div>
  </div>
);
