/** A module for `--import` that shifts the clock of one process by this number of days. */
export const wrongClock = (days: number) =>
  `data:text/javascript,${encodeURIComponent(`
    const Right = Date;
    const now = () => Right.now() + ${days} * 86_400_000;
    globalThis.Date = class Date extends Right {
      constructor(...given) { super(...(given.length > 0 ? given : [now()])); }
      static now() { return now(); }
    };`)}`;
