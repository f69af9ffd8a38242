/** Whom or what an act affects that cannot be undone, with figures of the server, as far as the user may know them. */
import './callout.css';

export const Affected = ({ sentences }: { sentences: readonly (string | false | undefined)[] }) => {
  const known = sentences.filter((sentence) => sentence !== undefined && sentence !== false);
  return (
    known.length > 0 && (
      <div className="callout warning">
        {known.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    )
  );
};
