/** A part of a page under its own heading, and facts: names with their values. */
import './section.css';
import { type ReactNode, useId } from 'react';

interface SectionProps {
  title: string;
  actions?: ReactNode;
  /** The section with its heading is one card, rather than cards below a heading. */
  isCard?: boolean;
  children: ReactNode;
}

export function Section({ title, actions, isCard = false, children }: SectionProps) {
  const id = useId();
  return (
    <section className={isCard ? 'section card' : 'section'} aria-labelledby={id}>
      <div className="section-head">
        <h2 id={id}>{title}</h2>
        {actions}
      </div>
      {children}
    </section>
  );
}

export type Fact = [name: string, value: ReactNode];

/** Facts without a value are left out. */
export const Facts = ({ facts }: { facts: Fact[] }) => (
  <dl className="facts">
    {facts
      .filter(([, value]) => value !== null && value !== undefined && value !== '' && value !== false)
      .map(([name, value]) => (
        <div key={name} className="fact">
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
  </dl>
);
