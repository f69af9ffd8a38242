/** Short messages that something was done: `notify(words.saved)`. Screen readers read them; they disappear after a while. */
import './toasts.css';
import type { ReactNode } from 'react';
import {
  Button,
  UNSTABLE_Toast as Toast,
  UNSTABLE_ToastContent as ToastContent,
  UNSTABLE_ToastQueue as ToastQueue,
  UNSTABLE_ToastRegion as ToastRegion,
} from 'react-aria-components';
import { useWords } from '../words/words.tsx';

const queue = new ToastQueue<ReactNode>({ maxVisibleToasts: 3 });

export const notify = (text: ReactNode) => void queue.add(text, { timeout: 6_000 });

export function Toasts() {
  const words = useWords().general;
  return (
    <ToastRegion queue={queue} className="toasts">
      {({ toast }) => (
        <Toast toast={toast} className="toast">
          <ToastContent>{toast.content}</ToastContent>
          <Button slot="close" className="button quiet" aria-label={words.close}>
            ×
          </Button>
        </Toast>
      )}
    </ToastRegion>
  );
}
