/** The sign-in providers of the configuration. */
import { type Config, ConfigError, variable } from '../config.ts';
import { createProviderClient, type ProviderClient } from '../oidc/client.ts';

/** Only reads the file: the providers are asked when somebody signs in. Throws ConfigError. */
export async function openProviders({ SIGN_IN_PROVIDERS: file, PUBLIC_URL }: Config): Promise<ProviderClient> {
  if (file === undefined) return createProviderClient([], PUBLIC_URL);
  const { readProviders } = await import('../oidc/read-file.ts');
  const providers = await readProviders(file, variable).catch(({ message }: Error) => {
    throw new ConfigError(`SIGN_IN_PROVIDERS is invalid:\n${message}`);
  });
  return createProviderClient(providers, PUBLIC_URL);
}
