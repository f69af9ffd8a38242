/** Many numbers in a row as tiny columns, as high as a line of text, with a text for those who do not see them. */
import './sparkline.css';

interface SparklineProps {
  values: readonly number[];
  /** What the picture says. */
  text: string;
}

const height = 20;
const step = 4;

export function Sparkline({ values, text }: SparklineProps) {
  const most = Math.max(1, ...values);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: the text must be reachable with the keyboard
    <span className="sparkline" role="img" aria-label={text} data-tip={text} tabIndex={0}>
      <svg viewBox={`0 0 ${values.length * step} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        <path d={`M0 ${height - 0.5}H${values.length * step}`} />
        {values.map((value, place) => {
          const high = value === 0 ? 0 : Math.max(2, (value / most) * height);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the numbers stay in their order
            <rect key={place} x={place * step} width={step - 1} y={height - high} height={high} />
          );
        })}
      </svg>
    </span>
  );
}
