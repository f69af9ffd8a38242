/**
 * Shows the secret of a new token, once. The dialog is above the pages, so a change of the address does not lose it, and
 * leaving asks first until the secret was copied or downloaded. Only the state of this component contains the secret.
 */
import './secret-dialog.css';
import { createContext, type ReactNode, useContext, useEffect, useEffectEvent, useState } from 'react';
import { Button as AriaButton, Menu, MenuItem, MenuTrigger, Popover } from 'react-aria-components';
import { Copyable } from '../../ui/copyable.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { DownIcon } from '../../ui/icons.tsx';
import { useShownOnce } from '../../ui/shown-once.tsx';
import { useWords } from '../../words/words.tsx';
import type { IssuedToken } from '../token-data/documents.ts';
import { curlOf, requestOf } from './curl.ts';
import { download, type Format, fileOf, formatsOf, type Secret } from './secret-files.ts';

const ShowContext = createContext<(token: Secret) => void>(() => undefined);

/** Shows the secret of an issued token, when the answer contains it. */
export function useShowSecret() {
  const show = useContext(ShowContext);
  return (issued: IssuedToken) =>
    issued.token !== null && show({ name: issued.name, secret: issued.token, request: requestOf(issued) });
}

export function SecretProvider({ children }: { children: ReactNode }) {
  const [token, setToken] = useState<Secret>();
  return (
    <ShowContext value={setToken}>
      {children}
      {token && <SecretDialog token={token} close={() => setToken(undefined)} />}
    </ShowContext>
  );
}

function SecretDialog({ token, close }: { token: Secret; close: () => void }) {
  const words = useWords().tokens.secret;
  const { isKept, keep, ask, buttons } = useShownOnce(words, close);
  useLeaving(!isKept, ask);
  const { origin } = window.location;
  return (
    <Dialog title={words.title(<bdi>{token.name}</bdi>)} isWide>
      <p className="callout warning">{words.once}</p>
      <Copyable label={words.value} value={token.secret} onCopy={keep} autoFocus />
      <MenuTrigger>
        <AriaButton className="button plain">
          {words.download} <DownIcon />
        </AriaButton>
        <Popover className="popover">
          <Menu
            className="menu"
            onAction={(format) => {
              download(fileOf(format as Format, token, origin));
              keep();
            }}
          >
            {formatsOf(token).map((format) => (
              <MenuItem key={format} id={format}>
                {words.formats[format]}
              </MenuItem>
            ))}
          </Menu>
        </Popover>
      </MenuTrigger>
      {token.request && (
        <div className="try">
          <Copyable label={words.tryIt} value={curlOf(token.secret, origin, token.request)} isLong onCopy={keep} />
        </div>
      )}
      {buttons}
    </Dialog>
  );
}

/** While `holds`, closing the window and going back ask first; going back stays on the page. */
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
