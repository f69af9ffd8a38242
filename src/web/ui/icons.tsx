/** The icons of the pages, in the colour of the text around them. */
const Icon = ({ children }: { children: React.ReactNode }) => (
  <svg
    className="icon"
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    strokeWidth="1.4"
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
  >
    {children}
  </svg>
);

/** The mark of Latchkey: a key whose shaft and bit are an L. `key.svg` and the plain pages of the server have the same. */
export const Mark = () => (
  <svg className="mark-icon" viewBox="0 0 24 24" fill="none" aria-hidden="true">
    <rect width="24" height="24" rx="6" fill="var(--accent)" />
    <path
      d="M9.5 10.7V17.7H16.3M13.2 17.7V14.9"
      stroke="var(--card)"
      strokeWidth="2"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
    <circle cx="9.5" cy="7.7" r="3" stroke="var(--card)" strokeWidth="2" />
  </svg>
);

export const ColumnsIcon = () => (
  <Icon>
    <path d="M2.5 3.5h11v9h-11zM6.2 3.5v9M9.8 3.5v9" />
  </Icon>
);

export const RefreshIcon = () => (
  <Icon>
    <path d="M13.5 8A5.5 5.5 0 1 1 11.6 3.8M11.8 1v3h-3" />
  </Icon>
);

export const MoreIcon = () => (
  <Icon>
    <path d="M3 8h.01M8 8h.01M13 8h.01" strokeWidth="2.5" strokeLinecap="round" />
  </Icon>
);

export const NavigationIcon = () => (
  <Icon>
    <path d="M2 3.5h12v9H2zM6 3.5v9" />
  </Icon>
);

export const DownIcon = () => (
  <Icon>
    <path d="m4 6 4 4 4-4" />
  </Icon>
);

export const CheckIcon = () => (
  <Icon>
    <path d="m3.5 8.5 3 3 6-7" />
  </Icon>
);

export const WarningIcon = () => (
  <Icon>
    <path d="M8 2 1.8 13.5h12.4zM8 6.5v3M8 11.5v.01" />
  </Icon>
);

export const LimitIcon = () => (
  <Icon>
    <path d="M8 1.8 13 3.7v3.6c0 3.2-2.1 5.6-5 6.9-2.9-1.3-5-3.7-5-6.9V3.7z" />
  </Icon>
);

export const BookIcon = () => (
  <Icon>
    <path d="M8 4.2C6.5 3 4.5 2.8 2 3v9.5c2.5-.2 4.5 0 6 1.2 1.5-1.2 3.5-1.400 6-1.2V3c-2.5-.2-4.5 0-6 1.2zm0 0v9.5" />
  </Icon>
);

export const CalendarIcon = () => (
  <Icon>
    <path d="M2.5 3.5h11v10h-11zM2.5 6.5h11M5.5 1.5v3.5M10.5 1.5v3.5" />
  </Icon>
);

export const ClockIcon = () => (
  <Icon>
    <circle cx="8" cy="8" r="6" />
    <path d="M8 4.5V8l2.3 1.5" />
  </Icon>
);

export const PreviousIcon = () => (
  <Icon>
    <path d="m10 3.5-4.5 4.5 4.5 4.5" />
  </Icon>
);

export const NextIcon = () => (
  <Icon>
    <path d="m6 3.5 4.5 4.5-4.5 4.5" />
  </Icon>
);

export const ArrowIcon = () => (
  <Icon>
    <path d="M2.5 8h11M9.5 4l4 4-4 4" />
  </Icon>
);

export const SearchIcon = () => (
  <Icon>
    <circle cx="7" cy="7" r="4.5" />
    <path d="m10.5 10.5 3.5 3.5" />
  </Icon>
);
