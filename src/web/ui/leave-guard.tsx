/** Asks before a link, the Back button or closing the window leaves a form with values that are not saved. */
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import { useWords } from '../words/words.tsx';
import { ConfirmDialog } from './confirm-dialog.tsx';
import { forgetEarlier, forgetUnsaved, isAnyUnsaved, isLeft } from './unsaved.ts';

export function LeaveGuard() {
  const words = useWords().general.unsaved;
  const [, navigate] = useLocation();
  const [leave, setLeave] = useState<() => void>();
  useEffect(() => watch((next) => setLeave(() => next), navigate), [navigate]);
  if (!leave) return null;
  const close = () => setLeave(undefined);
  const submit = () => {
    forgetUnsaved();
    close();
    leave();
  };
  return (
    <ConfirmDialog
      title={words.title}
      act={words.leave}
      cancel={words.stay}
      isDangerous
      isPending={false}
      refusal={undefined}
      {...{ submit, close }}
    >
      <p>{words.text}</p>
    </ConfirmDialog>
  );
}

type Ask = (leave: () => void) => void;

let askFirst: Ask | undefined;

type Navigate = (address: string) => void;

/** GraphiQL and what is downloaded are not pages of the router. */
const follow = (address: string, navigate: Navigate) =>
  /^\/(account|admin)\b/.test(address) ? navigate(address) : window.location.assign(address);

/** Opens an address of ours as a link does. Asks first if a form would be lost. */
export function goTo(address: string, navigate: Navigate): void {
  const go = () => follow(address, navigate);
  if (askFirst && isLeft(address)) askFirst(go);
  else go();
}

let onPopState: ((event: PopStateEvent) => void) | undefined;
// An event of the window reaches its listeners in the order in which they were added: this one is before the router's.
window.addEventListener('popstate', (event) => onPopState?.(event));

function watch(ask: Ask, navigate: Navigate): () => void {
  askFirst = ask;
  let place = placeInHistory();
  /** While the address is changed back: what leaves the form. */
  let returning: (() => void) | undefined;

  /** Before the router and the components, which would follow the link. */
  const onClick = (event: MouseEvent) => {
    const link = event.target instanceof Element && event.target.closest<HTMLAnchorElement>('a[href]');
    if (!link || !opensHere(link, event) || link.closest('[data-cancels]') || !isLeft(link.pathname)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const { pathname, search, hash } = link;
    ask(() => follow(pathname + search + hash, navigate));
  };

  /** The address has changed already. It is changed back before the router sees it. */
  onPopState = (event) => {
    if (returning) {
      event.stopImmediatePropagation();
      ask(returning);
      returning = undefined;
      return;
    }
    // 0 without the navigation API: then Back is assumed.
    const steps = placeInHistory() - place || -1;
    if (!isLeft(window.location.pathname)) {
      place = placeInHistory();
      return;
    }
    event.stopImmediatePropagation();
    returning = () => window.history.go(steps);
    window.history.go(-steps);
  };

  const onBeforeUnload = (event: BeforeUnloadEvent) => {
    if (isAnyUnsaved()) event.preventDefault();
  };
  /** Each page gives the focus to something, its heading at least: then its place in the history is known. */
  const onFocusIn = () => {
    place = placeInHistory();
  };

  window.addEventListener('click', onClick, true);
  window.addEventListener('beforeunload', onBeforeUnload);
  window.addEventListener('focusin', onFocusIn);
  // The router sends these.
  for (const type of ['pushState', 'replaceState']) window.addEventListener(type, forgetEarlier);
  return () => {
    window.removeEventListener('click', onClick, true);
    askFirst = undefined;
    onPopState = undefined;
    window.removeEventListener('beforeunload', onBeforeUnload);
    window.removeEventListener('focusin', onFocusIn);
    for (const type of ['pushState', 'replaceState']) window.removeEventListener(type, forgetEarlier);
  };
}

const opensHere = (link: HTMLAnchorElement, { button, ctrlKey, metaKey, shiftKey, altKey }: MouseEvent) =>
  button === 0 &&
  !(ctrlKey || metaKey || shiftKey || altKey) &&
  link.origin === window.location.origin &&
  (link.target === '' || link.target === '_self') &&
  !link.hasAttribute('download');

/** Browsers without this API are taken to have gone back by one entry. */
function placeInHistory(): number {
  const { navigation } = window as { navigation?: { currentEntry: { index: number } | null } };
  return navigation?.currentEntry?.index ?? 0;
}
