/** Marks the records that `latchkey apply` creates with the name of the access file. */
import { requireName } from './names.ts';

/** The mark as a column. Errors: INVALID_INPUT. */
export const managedBy = (given: string | null | undefined): { managedBy?: string } =>
  given == null ? {} : { managedBy: requireName('managed_by', given) };

/** The mark in log entries, which those about other records do not have. */
export const loggedMark = ({ managedBy }: { managedBy: string | null }): { managed_by?: string } =>
  managedBy === null ? {} : { managed_by: managedBy };
