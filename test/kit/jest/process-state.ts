/** What the server keeps in the memory of its process apart from any database: each test file begins as a new process does. */
import { setCustom } from '../../../src/domain/access/permissions.ts';
import { requireAdmitted } from '../../../src/domain/firewall/admission.ts';

export function forget(): void {
  setCustom(new Map());
  requireAdmitted(null);
}
