/** An operation to which a token is bound: its name, the hash, the pinned variables, and the document. */
import './bound-operation.css';
import { useWords } from '../../words/words.tsx';
import type { Operation } from '../token-data/documents.ts';

export function BoundOperation({ operation }: { operation: Operation }) {
  const words = useWords().token.operations;
  const { document, hash, operation_name, pinned_variables } = operation;
  return (
    <>
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
        <details className="bound-document">
          <summary>{words.document}</summary>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
          <pre tabIndex={0}>{document}</pre>
        </details>
      ) : (
        <span className="minor">{words.hashOnly}</span>
      )}
    </>
  );
}
