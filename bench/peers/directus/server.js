/** The command line of Directus, without its check for updates at each start. */
await import('@directus/api/cli/run.js');
