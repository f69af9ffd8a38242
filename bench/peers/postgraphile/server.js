/**
 * PostGraphile over the tables of Latchkey, as its documentation describes a production server: the Amber preset on
 * node:http, prepared statements, and a context that knows the caller. The caller's token and permissions are looked up
 * for each request with one prepared statement; everything else is PostGraphile's.
 */
import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import pg from 'pg';
import { postgraphile } from 'postgraphile';
import { makePgService } from 'postgraphile/adaptors/pg';
import { context } from 'postgraphile/grafast';
import { grafserv } from 'postgraphile/grafserv/node';
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber';
import { extendSchema, gql } from 'postgraphile/utils';

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10, idleTimeoutMillis: 0 });

const viewer = {
  name: 'viewer',
  text: `select u.id, u.super_admin, r.applied_permissions from personal_access_tokens t join users u on u.id = t.user_id
    left join roles r on r.id = u.role_id where t.secret_hash = $1 and t.revoked_at is null
    and (t.expires_at is null or t.expires_at > clock_timestamp()) and u.enabled`,
};

async function callerOf(authorization) {
  const secret = authorization?.slice('Bearer '.length) ?? '';
  const { rows } = await pool.query({ ...viewer, values: [createHash('sha256').update(secret).digest()] });
  const [caller] = rows;
  if (!caller?.applied_permissions?.includes('READ_USER')) throw new Error('Not allowed.');
  return { viewerId: caller.id };
}

const me = extendSchema((build) => {
  const { users } = build.input.pgRegistry.pgResources;
  return {
    typeDefs: gql`
      extend type Query {
        me: User
      }
    `,
    objects: { Query: { plans: { me: () => users.get({ id: context().get('viewerId') }) } } },
  };
});

const preset = {
  extends: [PostGraphileAmberPreset],
  plugins: [me],
  pgServices: [makePgService({ pool, schemas: ['public'] })],
  grafast: { explain: false, context: ({ node }) => callerOf(node?.req.headers.authorization) },
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false },
};

const server = createServer();
const instance = postgraphile(preset);
await instance.getSchema();
await instance.createServ(grafserv).addTo(server);
server.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
