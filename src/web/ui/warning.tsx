/** A sign that something is wrong, in a table. What it is appears on hover and focus (tips.tsx), and is read aloud. */
import { WarningIcon } from './icons.tsx';

export const Warning = ({ text }: { text: string }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: what is wrong must be reachable with the keyboard
  <span className="warning-sign" role="img" aria-label={text} data-tip={text} tabIndex={0}>
    <WarningIcon />
  </span>
);
