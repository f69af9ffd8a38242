/** A module for `--import` that moves the clock of a process by so many days, and that of no other. */
export const wrongClock = (days: number) =>
  `data:text/javascript,${encodeURIComponent(`
    const Right = Date;
    const now = () => Right.now() + ${days} * 86_400_000;
    globalThis.Date = class Date extends Right {
      constructor(...given) { super(...(given.length > 0 ? given : [now()])); }
      static now() { return now(); }
    };`)}`;
