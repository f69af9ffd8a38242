/** The field for the token that the tab is run with instead of the session. Only the tab's headers editor contains it. */
import { useEffect, useId, useState } from 'react';
import { useWords } from '../../words/words.tsx';
import { tokenIn, useSetToken } from './tab.ts';

export function TokenField({ authorization }: { authorization: string | null }) {
  const words = useWords().graphiql;
  const setToken = useSetToken();
  const hint = useId();
  const token = tokenIn(authorization) ?? '';
  // The headers editor reports its content after a moment; until then this field is ahead.
  const [typed, setTyped] = useState(token);
  useEffect(() => setTyped(token), [token]);
  const change = (value: string) => {
    const secret = value.replace(/\s/g, '');
    setTyped(secret);
    setToken(secret || null);
  };
  return (
    <div className="access-field">
      <label>
        {words.token}
        <input
          value={typed}
          onChange={({ target }) => change(target.value)}
          placeholder="lku_…"
          aria-describedby={hint}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
        />
      </label>
      <p id={hint} className="access-quiet">
        {words.tokenHint}
      </p>
      {authorization && (
        <button type="button" onClick={() => change('')}>
          {words.forgetToken}
        </button>
      )}
    </div>
  );
}
