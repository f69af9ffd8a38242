/** A time as its distance from now, such as "3 days ago". The exact time appears on hover and focus (tips.tsx). */
import { useFormats } from '../words/words.tsx';

export function Ago({ at }: { at: string }) {
  const formats = useFormats();
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the exact time must be reachable with the keyboard
    <time dateTime={at} tabIndex={0} className="ago" data-tip={formats.instant(at)}>
      {formats.distance(at)}
    </time>
  );
}
