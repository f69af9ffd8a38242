/** The shape of the keys of projects, by which services and scanners name them. */
export const isProjectKey = (text: string): boolean => /^[\w\-.:]{1,200}$/.test(text);
