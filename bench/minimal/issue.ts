/** Issues a token in a transaction that locks the session and writes a log entry. */
import { createHash, randomBytes } from 'node:crypto';
import { checksum } from '../../src/domain/base/secrets.ts';
import { pool, type Row } from './statements.ts';

const lock = {
  name: 'lock',
  text: 'select id from sessions where id = $1 and expires_at > clock_timestamp() for update',
};
const insert = {
  name: 'insert',
  text: `insert into personal_access_tokens (user_id, name, name_key, secret_hash, start, last_four)
    values ($1, $2, lower($2), $3, $4, $5) returning id`,
};
const log = {
  name: 'log',
  text: `insert into logs (level, type, message, loggable_type, loggable_id, logged_entity_type, logged_entity_id,
    current, user_id, credential, credential_id) values ('INFO', 'CREATED', $1, 'PersonalAccessToken', $2,
    'PersonalAccessToken', $2, $3, $4, 'session', $5)`,
};

export async function issue(name: string, { id: userId, session_id }: Row): Promise<Row> {
  const random = randomBytes(15).toString('hex');
  const secret = `lku_${random}${checksum(random)}`;
  const hash = createHash('sha256').update(secret).digest();
  const client = await pool.connect();
  try {
    await client.query('begin');
    await client.query({ ...lock, values: [session_id] });
    const token = [userId, name, hash, secret.slice(0, 8), secret.slice(-4)];
    const { id } = (await client.query({ ...insert, values: token })).rows[0];
    const message = `Personal access token ${name} was created.`;
    await client.query({
      ...log,
      values: [message, id, JSON.stringify({ name, user_id: userId }), userId, session_id],
    });
    await client.query('commit');
    return { id, name, token: secret };
  } catch (error) {
    await client.query('rollback');
    throw error;
  } finally {
    client.release();
  }
}
