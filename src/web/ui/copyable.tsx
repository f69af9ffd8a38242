/** A value with a button that copies it. A click selects the whole value. */
import './copyable.css';
import { useRef, useState } from 'react';
import { useWords } from '../words/words.tsx';
import { Button } from './button.tsx';

interface CopyableProps {
  label: string;
  value: string;
  /** Several lines, such as a command. */
  isLong?: boolean;
  onCopy?: () => void;
  autoFocus?: boolean;
}

export function Copyable({ label, value, isLong = false, onCopy, autoFocus = false }: CopyableProps) {
  const words = useWords().general.copy;
  const text = useRef<HTMLTextAreaElement>(null);
  const [outcome, setOutcome] = useState<'copied' | 'failed'>();
  const copy = async () => {
    const isCopied = await toClipboard(value, text.current);
    setOutcome(isCopied ? 'copied' : 'failed');
    if (isCopied) onCopy?.();
  };
  return (
    <div className={isLong ? 'copyable long' : 'copyable'}>
      <div className="copyable-head">
        <span className="field-label">{label}</span>
        <span role="status" className="soft">
          {outcome && words[outcome]}
        </span>
        <Button
          onPress={copy}
          aria-label={words.copyOf(label)}
          autoFocus={autoFocus}
          look={isLong ? 'plain' : 'primary'}
        >
          {words.copy}
        </Button>
      </div>
      <textarea
        ref={text}
        readOnly
        rows={isLong ? 5 : 1}
        aria-label={label}
        dir="ltr"
        spellCheck={false}
        value={value}
        onFocus={({ currentTarget }) => currentTarget.select()}
      />
    </div>
  );
}

/** Without https, browsers have only the older way, which copies what is selected. */
async function toClipboard(value: string, element: HTMLTextAreaElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(value);
    return true;
  } catch {
    element?.select();
    return document.execCommand('copy');
  }
}
