/** A token just made, kept in memory until it is hidden: to copy, to download, to use in the tab, to call with curl. */
import { createContext, type ReactNode, useContext, useEffect, useId, useRef, useState } from 'react';
import { useWords } from '../me.tsx';
import { curl } from './request-of-tab.ts';
import { type Tab, useSetToken } from './tab.ts';

interface Made {
  name: string;
  secret: string;
  /** What it was made for. */
  tab: Tab;
}

interface Kept {
  made: Made | null;
  setMade(made: Made | null): void;
}

const MadeContext = createContext<Kept>({ made: null, setMade: () => undefined });

/** Around the panel rather than in it: whoever closes the panel has not lost the token. */
export function MadeProvider({ children }: { children: ReactNode }) {
  const [made, setMade] = useState<Made | null>(null);
  return <MadeContext value={{ made, setMade }}>{children}</MadeContext>;
}

export const useMade = () => useContext(MadeContext);

export function MadeToken({ made: { name, secret, tab } }: { made: Made }) {
  const words = useWords();
  const { setMade } = useMade();
  const setToken = useSetToken();
  const [done, setDone] = useState('');
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const use = () => {
    setToken(secret);
    setDone(words.used);
  };
  return (
    <div className="access-made">
      <h4 ref={heading} tabIndex={-1}>
        {words.made(name)}
      </h4>
      <p>{words.once}</p>
      <Shown label={words.secret} text={secret} copy={words.copy} tell={setDone} />
      <div className="access-row">
        <button type="button" onClick={use} data-first>
          {words.use}
        </button>
        <button type="button" onClick={() => download(name, secret)}>
          {words.download}
        </button>
        <button type="button" onClick={() => setMade(null)}>
          {words.hide}
        </button>
      </div>
      <Shown label={words.curl} text={curl(tab, secret)} copy={words.copyCurl} tell={setDone} />
      <p role="status">{done}</p>
    </div>
  );
}

function Shown({ label, text, copy, tell }: { label: string; text: string; copy: string; tell(done: string): void }) {
  const words = useWords();
  const field = useRef<HTMLTextAreaElement>(null);
  const id = useId();
  // Browsers keep the clipboard to secure pages; on others selecting it is what there is.
  const copied = async () => {
    field.current?.select();
    const written = await navigator.clipboard?.writeText(text).then(
      () => true,
      () => false,
    );
    tell(written ? words.copied : words.selected);
  };
  return (
    <div className="access-field">
      <label htmlFor={id}>{label}</label>
      <textarea
        id={id}
        ref={field}
        value={text}
        readOnly
        rows={text.split('\n').length + 1}
        autoComplete="off"
        spellCheck={false}
      />
      <button type="button" onClick={copied}>
        {copy}
      </button>
    </div>
  );
}

function download(name: string, secret: string): void {
  const href = URL.createObjectURL(new Blob([`${secret}\n`], { type: 'text/plain' }));
  const fileName = `${name.replace(/[^\w.-]+/g, '-')}.token`;
  Object.assign(document.createElement('a'), { href, download: fileName }).click();
  URL.revokeObjectURL(href);
}
