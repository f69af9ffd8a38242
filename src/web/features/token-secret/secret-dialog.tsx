/**
 * Shows a new token's value, once. It stands above the pages, so changing the address does not lose it, and leaving asks
 * first until the value was kept. It is in the state of this component and nowhere else, and gone when it closes.
 */
import './secret-dialog.css';
import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useState } from 'react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { Button } from '../../ui/button.tsx';
import { Copyable } from '../../ui/copyable.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DownIcon } from '../../ui/icons.tsx';
import { useWords } from '../../words/words.tsx';
import type { Made } from '../token-form/documents.ts';
import { curlOf, download, type Form, type Fresh, fileOf, formsOf, requestOf } from './secret-files.ts';

const ShowContext = createContext<(fresh: Fresh) => void>(() => undefined);

/** Shows the value of a token that was made, when the answer holds it. */
export function useShowSecret() {
  const show = useContext(ShowContext);
  return (made: Made) => made.token !== null && show({ name: made.name, secret: made.token, request: requestOf(made) });
}

export function SecretProvider({ children }: { children: ReactNode }) {
  const [fresh, setFresh] = useState<Fresh>();
  return (
    <ShowContext value={setFresh}>
      {children}
      {fresh && <SecretDialog fresh={fresh} close={() => setFresh(undefined)} />}
    </ShowContext>
  );
}

function SecretDialog({ fresh, close }: { fresh: Fresh; close: () => void }) {
  const words = useWords().tokens.secret;
  const [isKept, setKept] = useState(false);
  const [isAsking, setAsking] = useState(false);
  useLeaving(!isKept, () => setAsking(true));
  const keep = () => {
    setKept(true);
    setAsking(false);
  };
  const { origin } = window.location;
  return (
    <Dialog title={words.title(<bdi>{fresh.name}</bdi>)} isWide>
      <p className="note warning">{words.once}</p>
      <Copyable label={words.value} value={fresh.secret} onCopy={keep} autoFocus />
      <MenuTrigger>
        <AriaButton className="button plain">
          {words.download} <DownIcon />
        </AriaButton>
        <Popover className="popover">
          <Menu
            className="menu"
            onAction={(form) => {
              download(fileOf(form as Form, fresh, origin));
              keep();
            }}
          >
            {formsOf(fresh).map((form) => (
              <MenuItem key={form} id={form}>
                {words.forms[form]}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      {fresh.request && (
        <div className="try">
          <Copyable label={words.tryIt} value={curlOf(fresh.secret, origin, fresh.request)} isLong onCopy={keep} />
        </div>
      )}
      {isAsking && (
        <p className="note fault" role="alert">
          {words.notKept}
        </p>
      )}
      <div className="dialog-actions">
        {isAsking && <Button onPress={() => setAsking(false)}>{words.stay}</Button>}
        <Button look={isAsking ? 'danger' : 'primary'} onPress={() => (isKept || isAsking ? close() : setAsking(true))}>
          {isAsking ? words.closeAnyway : words.done}
        </Button>
      </div>
    </Dialog>
  );
}

/** While it holds, closing the window asks, and so does going back, which leads nowhere at first. */
function useLeaving(holds: boolean, ask: () => void): void {
  const back = useEffectEvent(() => {
    window.history.pushState(null, '', window.location.href);
    ask();
  });
  useEffect(() => {
    if (!holds) return;
    const onPopState = () => back();
    const onBeforeUnload = (event: BeforeUnloadEvent) => event.preventDefault();
    window.history.pushState(null, '', window.location.href);
    window.addEventListener('popstate', onPopState);
    window.addEventListener('beforeunload', onBeforeUnload);
    return () => {
      window.removeEventListener('popstate', onPopState);
      window.removeEventListener('beforeunload', onBeforeUnload);
      window.history.back();
    };
  }, [holds]);
}
