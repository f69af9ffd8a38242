/**
 * Accomplices: a token, its owner's account, other accounts and tokens, and every account and token that they obtain. What
 * they may do is computed here from the rows, independent of the program.
 */
import { sql } from 'drizzle-orm';
import { everyPermission, type Permission } from '../../../src/domain/access/permissions.ts';
import type { Latchkey } from '../../server.ts';
import { rowsOf } from '../../tokens/acts.ts';

export interface Member {
  kind: 'token' | 'account';
  id: string;
  headers: Record<string, string>;
}

/** What a member may do: everywhere, and on single projects by a grant, as `permission project`. */
export interface Capabilities {
  everywhere: Set<string>;
  onProjects: Set<string>;
  superAdmin: boolean;
  person: boolean;
  /** Whether it may call only some root fields or send only some documents. */
  limited: boolean;
  /** Whether it works only from some addresses. */
  placed: boolean;
  expires: boolean;
}

export const nameOf = ({ kind, id }: Member) => `${kind} ${id}`;

interface Account {
  id: string;
  super_admin: boolean;
  granted: string[];
  on_projects: string[];
}
interface Token {
  id: string;
  user_id: string;
  type: string;
  cap: string[] | null;
  issuer: string[] | null;
  added: string[];
  project_id: string | null;
  limited: boolean;
  placed: boolean;
  expires: boolean;
}

const live = sql`state = 'GRANTED' and ended_at is null and (expires_at is null or expires_at > clock_timestamp())`;
const analysis: Record<string, Permission[]> = {
  PROJECT_ANALYSIS: ['EXECUTE_ANALYSIS'],
  GLOBAL_ANALYSIS: ['EXECUTE_ANALYSIS', 'PROVISION_PROJECT'],
};

/** What each member may do now. */
export async function capabilitiesOf(server: Latchkey, members: readonly Member[]): Promise<Map<Member, Capabilities>> {
  const ids = (kind: Member['kind']) => sql.param(members.filter((member) => member.kind === kind).map(({ id }) => id));
  const tokens = await rowsOf<Token>(
    server,
    sql`select t.id::text, t.user_id::text, t.type, t.project_id::text, coalesce(t.permissions, s.permissions) as cap, t.issuer_permissions as issuer,
      t.methods is not null or t.operations_hash is not null as limited, t.allowed_subnets is not null as placed,
      t.expires_at is not null and t.expires_at < clock_timestamp() + interval '1 year' as expires,
      array(select unnest(permissions) from access_requests where token_id = t.id and ${live}) as added
      from personal_access_tokens t left join permission_sets s on s.id = t.permission_set_id
      where t.id = any(${ids('token')}::bigint[])`,
  );
  const users = sql.param([
    ...members.filter(({ kind }) => kind === 'account').map(({ id }) => id),
    ...tokens.map((token) => token.user_id),
  ]);
  const accounts = await rowsOf<Account>(
    server,
    sql`select u.id::text, u.super_admin,
      array(select unnest(applied_permissions) from roles where id = u.role_id
        union select unnest(permissions) from access_requests where user_id = u.id and token_id is null and ${live}) as granted,
      array(select permission || ' ' || project_id from project_grants where user_id = u.id or role_id = u.role_id) as on_projects
      from users u where u.id = any(${users}::bigint[])`,
  );
  const account = (id: string) => accounts.find((one) => one.id === id) as Account;
  return new Map(
    members.map((member) => {
      if (member.kind === 'account') return [member, capabilitiesOfAccount(account(member.id))];
      const token = tokens.find(({ id }) => id === member.id) as Token;
      return [member, capabilitiesOfToken(token, capabilitiesOfAccount(account(token.user_id)))];
    }),
  );
}

const capabilitiesOfAccount = ({ super_admin, granted, on_projects }: Account): Capabilities => ({
  everywhere: new Set(super_admin ? everyPermission : granted),
  onProjects: new Set(on_projects),
  superAdmin: super_admin,
  person: true,
  limited: false,
  placed: false,
  expires: false,
});

function capabilitiesOfToken(token: Token, owner: Capabilities): Capabilities {
  const { type, cap: listed, issuer, added, project_id, limited, placed, expires } = token;
  const limits = { person: false, limited, placed, expires };
  const caps = [analysis[type] ?? listed, issuer].filter((cap) => cap != null);
  const isWithin = (permission: string) =>
    caps.every((cap) => cap.includes(permission)) || (!analysis[type] && added.includes(permission));
  const everywhere = new Set([...owner.everywhere, ...added].filter(isWithin));
  const onProjects = [...owner.onProjects].filter((grant) => isWithin(grant.split(' ')[0] as string));
  if (type === 'PROJECT_ANALYSIS') {
    const there = everywhere.has('EXECUTE_ANALYSIS') || onProjects.includes(`EXECUTE_ANALYSIS ${project_id}`);
    const grant = there ? [`EXECUTE_ANALYSIS ${project_id}`] : [];
    return { everywhere: new Set(), onProjects: new Set(grant), superAdmin: false, ...limits };
  }
  const counted = type === 'GLOBAL_ANALYSIS' ? [] : onProjects;
  const superAdmin = owner.superAdmin && caps.length === 0;
  return { everywhere, onProjects: new Set(counted), superAdmin, ...limits };
}
