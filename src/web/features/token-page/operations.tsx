/** The documents to which a token is bound. */
import { Section } from '../../ui/section.tsx';
import { useWords } from '../../words/words.tsx';
import { BoundOperation } from '../bound-operation/bound-operation.tsx';
import type { Operation } from '../token-data/documents.ts';

export function Operations({ operations }: { operations: Operation[] }) {
  const words = useWords().token.operations;
  return (
    <Section title={words.title}>
      <ul className="card operations">
        {operations.map((operation) => (
          <li key={operation.id}>
            <BoundOperation operation={operation} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
