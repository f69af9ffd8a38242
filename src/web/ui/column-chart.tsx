/** A chart of columns, drawn as SVG. Screen readers get a table instead, with a caption. */
import './column-chart.css';
import { useFormats } from '../words/words.tsx';

export interface Column {
  /** Unique, and the row header of the table. */
  label: string;
  value: number;
  /** What is shown when the pointer is on the column. */
  title: string;
}

interface ColumnChartProps {
  label: string;
  columns: readonly Column[];
  /** The headers of the table. */
  of: string;
  values: string;
}

const height = 120;
const width = 720;
const gap = 3;
/** Where the highest column ends. */
const top = 8;

export function ColumnChart({ label, columns, of, values }: ColumnChartProps) {
  const { number } = useFormats();
  const most = Math.max(1, ...columns.map(({ value }) => value));
  const step = width / columns.length;
  const [first, last] = [columns[0], columns.at(-1)];
  return (
    <figure className="column-chart">
      <span className="column-most" aria-hidden="true">
        {number(most)}
      </span>
      <svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true">
        <path d={`M0 ${height - 0.5}H${width}`} className="column-axis" />
        <path d={`M0 ${top}H${width}`} className="column-axis most" />
        {columns.map(({ label, value, title }, place) => {
          const high = value === 0 ? 0 : Math.max(4, (value / most) * (height - top));
          return (
            <g key={label} className="column">
              <title>{title}</title>
              <rect x={place * step} width={step} y={0} height={height} className="column-area" />
              <rect x={place * step + gap / 2} width={Math.max(1, step - gap)} y={height - high} height={high} rx={2} />
            </g>
          );
        })}
      </svg>
      <figcaption aria-hidden="true">
        <span>{first?.label}</span>
        <span>{last?.label}</span>
      </figcaption>
      <table className="unseen">
        <caption>{label}</caption>
        <thead>
          <tr>
            <th scope="col">{of}</th>
            <th scope="col">{values}</th>
          </tr>
        </thead>
        <tbody>
          {columns
            .filter(({ value }) => value > 0)
            .map(({ label, value }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td>{number(value)}</td>
              </tr>
            ))}
        </tbody>
      </table>
    </figure>
  );
}
