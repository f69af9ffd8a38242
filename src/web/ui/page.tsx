/** The frame of a page: its title, an introduction, buttons, and the content. */
import './page.css';
import type { ReactNode } from 'react';
import { useTitle } from './title.ts';

interface PageProps {
  title: string;
  /** A sentence on what the page is for. */
  intro?: ReactNode;
  /** Buttons beside the title. */
  actions?: ReactNode;
  children: ReactNode;
}

export const Page = ({ title, intro, actions, children }: PageProps) => (
  <div className="page">
    <div className="page-head">
      <div>
        <h1 ref={useTitle(title)} tabIndex={-1}>
          {title}
        </h1>
        {intro && <p className="intro">{intro}</p>}
      </div>
      {actions && <div className="page-actions">{actions}</div>}
    </div>
    {children}
  </div>
);
