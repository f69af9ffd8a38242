/** Whom the tab asks as: the session, or a token that is nowhere but in the tab's headers editor. */
import { useEffect, useId, useState } from 'react';
import { useWords } from '../me.tsx';
import { tokenIn, useSetToken } from './tab.ts';

export function Credential({ authorization }: { authorization: string | null }) {
  const words = useWords();
  const setToken = useSetToken();
  const hint = useId();
  const token = tokenIn(authorization) ?? '';
  // The headers editor tells what is in it after a moment; until then the field is ahead.
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
        {words.askAs}
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
        {words.askAsHint}
      </p>
      {authorization && (
        <button type="button" onClick={() => change('')}>
          {words.forgetToken}
        </button>
      )}
    </div>
  );
}
