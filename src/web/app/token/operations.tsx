/** The documents a token is bound to: it runs these and nothing else. */
import { Section } from '../controls/section.tsx';
import { BoundOperation } from '../tokens/bound-operation.tsx';
import type { Operation } from '../tokens/documents.ts';
import { useWords } from '../words/words.tsx';

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
