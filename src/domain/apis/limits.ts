/** Limits on APIs, which keep what each process has in memory small. */

export const mostApis = 50;
