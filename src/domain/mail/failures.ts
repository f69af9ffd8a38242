/** What a failure to send an email means, by the command of SMTP that the mail server answered. */

interface Failure {
  code?: string;
  command?: string;
  responseCode?: number;
}

/** The address is malformed, so that no mail server was asked. */
const isMalformed = ({ code, responseCode }: Failure) => code === 'EENVELOPE' && responseCode === undefined;

/** The mail server refused this recipient or this content. Anything else, such as a wrong password, concerns all emails. */
export function isRefused(error: unknown): boolean {
  const failure = error as Failure;
  const { command, responseCode } = failure;
  const answered = responseCode !== undefined && responseCode !== 421;
  return isMalformed(failure) || (answered && (command === 'RCPT TO' || command === 'DATA'));
}

/** Nobody can be reached at the address, now or later. */
export function cannotBeReached(error: unknown): boolean {
  const failure = error as Failure;
  return isMalformed(failure) || (failure.command === 'RCPT TO' && (failure.responseCode ?? 0) >= 500);
}
