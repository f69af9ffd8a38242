/**
 * A new token for what is in the tab: the form, then the secret, to copy, to download, to use in the tab. It stays here
 * until the user hides it, because they go on in the editor meanwhile; pages show it in a dialog instead.
 */
import { createContext, type ReactNode, useContext, useEffect, useRef, useState } from 'react';
import { curlOf } from '../../features/token-secret/curl.ts';
import { download } from '../../features/token-secret/secret-files.ts';
import { Copyable } from '../../ui/copyable.tsx';
import { useWords } from '../../words/words.tsx';
import { NewTokenForm } from './new-token-form.tsx';
import { type Tab, useSetToken } from './tab.ts';

interface IssuedForTab {
  name: string;
  secret: string;
  /** The tab for which it was issued. */
  tab: Tab;
}

const NewTokenContext = createContext<{ token: IssuedForTab | null; setToken: (token: IssuedForTab | null) => void }>({
  token: null,
  setToken: () => undefined,
});

/** Around the panel rather than in it: closing the panel does not lose the token. */
export function NewTokenProvider({ children }: { children: ReactNode }) {
  const [token, setToken] = useState<IssuedForTab | null>(null);
  return <NewTokenContext value={{ token, setToken }}>{children}</NewTokenContext>;
}

export function NewToken({ tab, personal, isReady }: { tab: Tab; personal: readonly string[]; isReady: boolean }) {
  const words = useWords().graphiql;
  const { token, setToken } = useContext(NewTokenContext);
  const [isOpen, setOpen] = useState(false);
  const show = (issued: Omit<IssuedForTab, 'tab'>) => {
    setToken({ ...issued, tab });
    setOpen(false);
  };
  return (
    <section>
      <h3>{words.make}</h3>
      {token && <Secret token={token} hide={() => setToken(null)} />}
      {!token && isOpen && <NewTokenForm tab={tab} done={show} close={() => setOpen(false)} />}
      {!token && !isOpen && (
        <>
          <p>{personal.length > 0 ? words.cannotMake(personal.join(', ')) : words.makeIs}</p>
          <button type="button" disabled={!isReady || personal.length > 0} onClick={() => setOpen(true)}>
            {words.make}
          </button>
        </>
      )}
    </section>
  );
}

function Secret({ token: { name, secret, tab }, hide }: { token: IssuedForTab; hide: () => void }) {
  const { graphiql: words, tokens } = useWords();
  const setToken = useSetToken();
  const [isUsed, setUsed] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const use = () => {
    setToken(secret);
    setUsed(true);
  };
  const file = { name: `${name.replace(/[^\w.-]+/g, '-')}.token`, text: `${secret}\n` };
  return (
    <div className="access-new-token">
      <h4 ref={heading} tabIndex={-1}>
        {tokens.secret.title(<bdi>{name}</bdi>)}
      </h4>
      <p>{words.once}</p>
      <Copyable label={tokens.secret.value} value={secret} />
      <div className="access-row">
        <button type="button" onClick={use} data-first>
          {words.use}
        </button>
        <button type="button" onClick={() => download(file)}>
          {tokens.secret.download}
        </button>
        <button type="button" onClick={hide}>
          {words.hide}
        </button>
      </div>
      <Copyable label={words.curl} value={curlOf(secret, window.location.origin, requestOf(tab))} isLong />
      <p role="status">{isUsed && words.used}</p>
    </div>
  );
}

const requestOf = ({ document, operationName, variables }: Tab) => ({
  query: document,
  ...(operationName ? { operationName } : {}),
  ...(variables ? { variables: JSON.parse(variables) } : {}),
});
