/** The shape of the names of APIs, which stand in the configuration of proxies. */
export const isApiName = (text: string): boolean => /^[a-z0-9][a-z0-9._-]{0,63}$/.test(text);
