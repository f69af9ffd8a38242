/** An authenticator in software: makes a passkey and signs challenges as a browser would send it, so that tests choose when. */
import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';
import { isoCBOR } from '@simplewebauthn/server/helpers';

export interface SoftwareAuthenticator {
  /** The answer to what `createAuthenticationFactor` returned for a passkey, as JSON. */
  create(options: string): string;
  /** The answer to a challenge. */
  sign(options: string | { challenge: string; rpId?: string }): AssertionAnswer;
}

export interface AssertionAnswer {
  id: string;
  [field: string]: unknown;
}

const sha256 = (value: string | Buffer) => createHash('sha256').update(value).digest();
const encoded = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64url');

/** User present and verified; with `attested`, a new key follows. */
const flags = { signed: 0x05, attested: 0x45 };

export function createAuthenticator(origin: string): SoftwareAuthenticator {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const credentialId = randomBytes(32);
  const id = encoded(credentialId);
  let counter = 0;

  const clientData = (type: string, challenge: string) => Buffer.from(JSON.stringify({ type, challenge, origin }));
  const authenticatorData = (rpId: string, flag: number, ...more: Uint8Array[]) => {
    const head = Buffer.alloc(5);
    head.writeUInt8(flag, 0);
    head.writeUInt32BE(++counter, 1);
    return Buffer.concat([sha256(rpId), head, ...more]);
  };
  const answer = (response: object) => ({ id, rawId: id, type: 'public-key', clientExtensionResults: {}, response });

  return {
    create: (options) => {
      const { challenge, rp } = JSON.parse(options);
      const length = Buffer.from([0, credentialId.length]);
      const attested = [Buffer.alloc(16), length, credentialId, coseOf(publicKey)];
      const authData = new Uint8Array(authenticatorData(rp.id, flags.attested, ...attested));
      const attestation = isoCBOR.encode(
        new Map<string, unknown>([
          ['fmt', 'none'],
          ['attStmt', new Map()],
          ['authData', authData],
        ]) as never,
      );
      const clientDataJSON = encoded(clientData('webauthn.create', challenge));
      return JSON.stringify(
        answer({ clientDataJSON, attestationObject: encoded(attestation), transports: ['internal'] }),
      );
    },
    sign: (options) => {
      const { challenge, rpId = 'localhost' } = typeof options === 'string' ? JSON.parse(options) : options;
      const data = clientData('webauthn.get', challenge);
      const authData = authenticatorData(rpId, flags.signed);
      const signature = sign('sha256', Buffer.concat([authData, sha256(data)]), privateKey);
      const response = {
        clientDataJSON: encoded(data),
        authenticatorData: encoded(authData),
        signature: encoded(signature),
      };
      return answer(response);
    },
  };
}

/** The public key as COSE writes it (RFC 9053): ES256 on P-256. */
function coseOf(key: KeyObject): Uint8Array {
  const { x = '', y = '' } = key.export({ format: 'jwk' });
  const coordinate = (text: string) => new Uint8Array(Buffer.from(text, 'base64url'));
  return isoCBOR.encode(
    new Map<number, unknown>([
      [1, 2],
      [3, -7],
      [-1, 1],
      [-2, coordinate(x)],
      [-3, coordinate(y)],
    ]) as never,
  );
}
