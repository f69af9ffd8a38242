/** The documents a token is bound to: it runs these and nothing else. */
import { Section } from '../controls/section.tsx';
import { useWords } from '../words/words.tsx';
import type { Operation } from './documents.ts';

export function Operations({ operations }: { operations: Operation[] }) {
  const words = useWords().token.operations;
  return (
    <Section title={words.title}>
      <ul className="card operations">
        {operations.map(({ id, document, hash, operation_name, pinned_variables }) => (
          <li key={id}>
            <b>
              <bdi>{operation_name ?? words.unnamed}</bdi>
            </b>
            <span className="minor">
              {words.hash} <code title={hash}>{hash.slice(0, 12)}…</code>
            </span>
            {pinned_variables && (
              <span className="minor">
                {words.pinned} <code>{pinned_variables}</code>
              </span>
            )}
            {document ? (
              <details>
                <summary>{words.document}</summary>
                {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
                <pre tabIndex={0}>{document}</pre>
              </details>
            ) : (
              <span className="minor">{words.hashOnly}</span>
            )}
          </li>
        ))}
      </ul>
    </Section>
  );
}
