/** What the search of pages finds: a page, an action or a record. */
export interface Target {
  /** The address; of an action without an address, its name. */
  id: string;
  name: string;
  /** Distinguishes two of the same name. */
  detail?: string | undefined;
  href?: string | undefined;
}
