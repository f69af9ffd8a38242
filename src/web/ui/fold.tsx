/** What is shown only on demand, below a line that says what it is. */
import './fold.css';
import type { ReactNode } from 'react';

export const Fold = ({ label, children }: { label: string; children: ReactNode }) => (
  <details className="fold">
    <summary>{label}</summary>
    {children}
  </details>
);
