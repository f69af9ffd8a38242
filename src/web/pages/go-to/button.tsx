/** The button that opens the search of pages, which Ctrl or ⌘ with K opens, too. The dialog is loaded when it is first opened. */
import './go-to.css';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Button } from '../../ui/button.tsx';
import { SearchIcon } from '../../ui/icons.tsx';
import { useWords } from '../../words/words.tsx';

const GoTo = lazy(() => import('./go-to.tsx'));

const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

/** Autofill sends key events without a key. */
const isShortcut = ({ key, ctrlKey, metaKey, altKey, shiftKey }: KeyboardEvent) =>
  key?.toLowerCase() === 'k' && (isApple ? metaKey && !ctrlKey : ctrlKey && !metaKey) && !altKey && !shiftKey;

export function GoToButton() {
  const { goTo: words } = useWords().general;
  const [isOpen, setOpen] = useState(false);
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      // Another dialog keeps the focus until it is closed.
      if (!isShortcut(event) || document.querySelector('.overlay')) return;
      event.preventDefault();
      // Closing the dialog gives the focus back to what had it.
      if (document.activeElement === document.body) document.querySelector<HTMLElement>('.go-to-button')?.focus();
      setOpen(true);
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return (
    <>
      <Button
        className="go-to-button"
        aria-keyshortcuts={isApple ? 'Meta+K' : 'Control+K'}
        onPress={() => setOpen(true)}
      >
        <SearchIcon /> {words.open} <kbd>{isApple ? '⌘K' : 'Ctrl K'}</kbd>
      </Button>
      {isOpen && (
        <Suspense>
          <GoTo onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
