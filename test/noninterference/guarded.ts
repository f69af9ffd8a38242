/**
 * What each permission protects, written from its description in the catalog: how the second database of a pair differs.
 * Values differ, one row is missing and another is added. The viewer may not act on any differing row, because the outcome of
 * an act shows whether the row exists: users, roles and tokens that differ in their permissions have more than the viewer.
 */
import { sql } from 'drizzle-orm';
import { accessLogs } from '../../schema/access-logs.ts';
import { accessRequests } from '../../schema/access-requests.ts';
import { apiOperations, apis } from '../../schema/apis.ts';
import { applicationFirewallRules } from '../../schema/application-firewall.ts';
import { logs } from '../../schema/logs.ts';
import { notes } from '../../schema/notes.ts';
import { analyses, projectGrants, projects } from '../../schema/projects.ts';
import { roles } from '../../schema/roles.ts';
import { personalAccessTokens, tokenUses } from '../../schema/tokens.ts';
import { users } from '../../schema/users.ts';
import { webhookDeliveries, webhooks } from '../../schema/webhooks.ts';
import type { Db } from '../../src/db/database.ts';
import { everyPermission, type Permission } from '../../src/domain/access/permissions.ts';
import { withoutTriggers } from '../kit/without-triggers.ts';
import {
  analysis,
  api,
  delivery,
  firewallRule,
  log,
  look,
  note,
  operation,
  project,
  request,
  role,
  row,
  token,
  user,
  webhook,
} from './rows.ts';

interface Guarded {
  /** Root fields that may act on any row whatever its permissions are: success shows that the row exists. */
  acts?: readonly string[];
  /** Other permissions that give access to the same rows, and that the viewer lacks too. */
  besides?: readonly Permission[];
  differ(db: Db): Promise<void>;
}

/** One statement after the other, because PGlite runs one at a time. */
async function each(db: Db, ...statements: string[]): Promise<void> {
  for (const statement of statements) await db.execute(sql.raw(statement));
}

const moved = `created_at = created_at - interval '3 days', updated_at = updated_at + interval '3 days', version = version + 5`;

async function otherNotes(db: Db, type: string, which = 'true'): Promise<void> {
  const those = `noteable_type = '${type}' and ${which}`;
  await each(
    db,
    `delete from notes where ${those} and id % 2 = 0`,
    `update notes set message = 'Moon ' || id, priority = 'STICKY', user_id = 6, ${moved} where ${those}`,
  );
  await db.insert(notes).values(note(501, [type, 3]));
}

/** The ids of rows that exist in only one of the databases, in any table. */
export const inOne = ['21', '31'];

export const guarded: Partial<Record<Permission, Guarded>> = {
  // "Read users: names, addresses, role and state." And the notes on them.
  READ_USER: {
    acts: ['createPersonalAccessToken'],
    differ: async (db) => {
      await each(
        db,
        `update users set name = 'Moon ' || id, public_name = 'Loop ' || id, username = 'moon' || id, username_key = 'moon' || id,
          email_address = 'moon' || id || '@foo.org', email_address_key = 'moon' || id || '@foo.org', mobile_number = '7' || id,
          language = 'fr', password_hash = case when password_hash is null then 'x' end, ${moved} where id <> 1`,
        `update users set super_admin = true, role_id = null where id = 4`,
        `update users set enabled = false where id = 6`,
        `delete from users where id = 31`,
      );
      await db.insert(users).values([user(21, { superAdmin: true }), user(22, { roleId: '3' })]);
      await otherNotes(db, 'User');
    },
  },
  // "Read roles and their permissions." And the notes on them.
  READ_ROLE: {
    acts: ['deleteRole'],
    differ: async (db) => {
      await each(
        db,
        `update roles set name = 'Moon ' || id, name_key = 'moon ' || id, counted_since = counted_since - interval '1 day',
          removed_permissions = array['CREATE_NOTE'], removed_at = created_at, ${moved}`,
        `update roles set applied_permissions = array_remove(applied_permissions, 'CREATE_NOTE') where id = 3`,
        `update roles set applied_permissions = array['READ_ROLE', 'CREATE_USER'] where id = 5`,
        `delete from roles where id = 31`,
      );
      await db.insert(roles).values(role(21, [...everyPermission]));
      await otherNotes(db, 'Role');
    },
  },
  // "List the access requests of all users. Users see their own without this permission."
  READ_ACCESS_REQUEST: {
    acts: ['endAccess'],
    differ: async (db) => {
      await each(
        db,
        `update access_requests set reason = 'Moon ' || id, ${moved} where user_id <> 1`,
        `update access_requests set answer = 'Moon', permissions = array['READ_USER'], decided_by_user_id = 6,
          decided_at = created_at, expires_at = created_at where id in (3, 4)`,
        `update access_requests set state = 'GRANTED', ended_at = created_at where id = 3`,
        `delete from access_requests where id = 31`,
      );
      await db.insert(accessRequests).values(request(21, 2, { state: 'DECLINED', decidedByUserId: '4' }));
    },
  },
  // "List the personal access tokens of all users and the report on them. Secrets are never shown." And the notes on them.
  READ_PERSONAL_ACCESS_TOKEN: {
    differ: async (db) => {
      await each(
        db,
        `update personal_access_tokens set name = 'Moon ' || id, name_key = 'moon ' || id, description = 'Moon', start = 'lku_9' || id,
          last_four = 'yy' || id, counted_since = counted_since - interval '1 day', ${moved} where user_id <> 1`,
        `update personal_access_tokens set expires_at = '2027-09-09T12:00:00Z', methods = array['me'],
          allowed_subnets = array['192.0.2.0/24'] where id = 4`,
        `update personal_access_tokens set revoked_at = created_at, revoke_reason = 'moon', operations_hash = null where id = 5`,
        `delete from personal_access_token_operations`,
        `delete from personal_access_tokens where id = 31`,
        `update token_uses set last_used_at = last_used_at + interval '1 day', last_used_ip = '198.51.100.1' where token_id <> 1`,
        `update usage set name = 'READ_ROLE', uses = 9 where token_id <> 1 and kind = 'METHOD'`,
        `update usage_addresses set address = '198.51.100.1', network = '198.51.100.0/24', uses = 9 where token_id <> 1`,
      );
      await db.insert(personalAccessTokens).values(token(21, 2, { expiresAt: new Date('2026-02-02T12:00:00Z') }));
      await db.insert(tokenUses).values({ tokenId: '5', lastUsedAt: row(60).createdAt, lastUsedIp: '198.51.100.2' });
      await otherNotes(db, 'PersonalAccessToken', 'noteable_id > 2');
    },
  },
  // "Read all projects and their analyses." Without it the viewer sees the projects with a grant: the first.
  READ_PROJECT: {
    besides: ['ADMINISTER_PROJECT', 'EXECUTE_ANALYSIS'],
    differ: async (db) => {
      await each(
        db,
        `update projects set name = 'Moon ' || id, ${moved} where id <> 1`,
        `update projects set key = 'renamed' where id = 2`,
        `update analyses set branch = 'moon', revision = 'o' || id, measures = '[]', user_id = 6, ${moved} where project_id <> 1`,
        `delete from projects where id = 31`,
        `delete from analyses where id = 31`,
      );
      await db.insert(projects).values(project(21, 'new'));
      await db.insert(analyses).values([analysis(21, 21, 2), analysis(22, 3, 4)]);
    },
  },
  // "Rename projects, read their analyses and decide who may do what on them. Granted for all projects or for one": the first.
  ADMINISTER_PROJECT: {
    differ: async (db) => {
      await each(
        db,
        `update project_grants set role_id = 3, user_id = null, ${moved} where id = 4`,
        `delete from project_grants where id = 31`,
      );
      const grant = { projectId: '3', permission: 'EXECUTE_ANALYSIS' };
      await db.insert(projectGrants).values([
        { ...row(21), ...grant, userId: '6' },
        { ...row(22), ...grant, roleId: '3' },
      ]);
    },
  },
  // "Read the log of changes: what was changed, by whom, from what and to what."
  READ_ALL_LOGS: {
    differ: async (db) => {
      await withoutTriggers(db, (tx) =>
        each(
          tx,
          `delete from logs where id % 3 = 0`,
          `update logs set message = 'Moon ' || id, current = '{"other":1}', previous = null, level = 'ERROR', type = 'CREATED', user_id = 2,
          legacy = true, legacy_title = 'Title', loggable_type = 'Project', loggable_id = 1, logged_entity_id = 9, ${moved} where id % 3 = 1`,
        ),
      );
      await db.insert(logs).values([log(501, ['User', 1]), log(502, ['PersonalAccessToken', 1])]);
    },
  },
  // "Read the rules of the application firewall." And the notes on them.
  READ_APPLICATION_FIREWALL_RULE: {
    acts: [
      'createApplicationFirewallRule',
      'updateApplicationFirewallRule',
      'deleteApplicationFirewallRule',
      'updateSystemSettings',
    ],
    differ: async (db) => {
      await each(
        db,
        `delete from application_firewall_rules where id = 31`,
        `update application_firewall_rules set subnet = '172.16.' || id || '.0/24', description = 'Moon ' || id, ${moved}`,
      );
      await db.insert(applicationFirewallRules).values(firewallRule(21));
      await otherNotes(db, 'ApplicationFirewallRule');
    },
  },
  // "Read webhooks and their deliveries. Secrets are never shown."
  READ_WEBHOOK: {
    acts: [
      'createWebhook',
      'updateWebhook',
      'deleteWebhook',
      'rotateWebhookSecret',
      'sendWebhookTestEvent',
      'replayWebhookDelivery',
    ],
    differ: async (db) => {
      await each(
        db,
        `delete from webhooks where id = 31`,
        `delete from webhook_deliveries where id = 31`,
        `update webhooks set url = 'https://moon.example.com/' || id, description = 'Moon ' || id, event_types = array['user.enabled'],
          enabled = false, gone_at = created_at, failing_since = created_at, previous_secret_until = created_at, ${moved}`,
        `update webhook_deliveries set event_id = 'msg_moon' || id, event_type = 'user.enabled', state = 'PENDING', attempts = 3,
          last_attempt_at = created_at, last_status = 500, last_error = 'STATUS', next_attempt_at = created_at,
          occurred_at = created_at - interval '1 day', ${moved}`,
      );
      await db.insert(webhooks).values(webhook(21));
      await db.insert(webhookDeliveries).values([delivery(21, 21), delivery(22, 2)]);
    },
  },
  // "Register, read, change and delete APIs".
  MANAGE_APIS: {
    acts: ['createApi', 'updateApi', 'deleteApi'],
    differ: async (db) => {
      await each(
        db,
        `delete from apis where id = 31`,
        `delete from api_operations where id = 31`,
        `update apis set name = 'moon-' || id, description = 'Moon ' || id, document = 'openapi: 3.0.' || id, ${moved}`,
        `update api_operations set method = 'POST', path = '/moon' || id, requires = '', resource = null, ${moved}`,
      );
      await db.insert(apis).values(api(21));
      await db.insert(apiOperations).values([operation(21, 21), operation(22, 2)]);
    },
  },
  // "Read which user opened which record."
  READ_ACCESS_LOG: {
    differ: async (db) => {
      await withoutTriggers(db, (tx) =>
        each(
          tx,
          `delete from access_logs where id % 3 = 0`,
          `update access_logs set entity_name = 'Moon', user_id = 2, access_datetime = created_at - interval '1 day',
          accessloggable_type = 'Project', accessloggable_id = 1, ${moved} where id % 3 = 1`,
        ),
      );
      await db.insert(accessLogs).values([look(501, ['User', 1]), look(502, ['PersonalAccessToken', 1])]);
    },
  },
};
