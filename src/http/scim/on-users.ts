/** What each method does with users, at the paths below `/scim/v2/Users`. */
import type { Db } from '../../db/database.ts';
import type { Viewer } from '../../domain/access/viewer.ts';
import * as people from '../../domain/provisioning/people.ts';
import { deliverLink } from '../../domain/sign-in/deliver-link.ts';
import type { Exchange } from '../exchange.ts';
import { Refused } from '../refusals.ts';
import type { Reply } from '../reply.ts';
import type { Services } from '../services.ts';
import type { Work, Works } from './caller.ts';
import { type Operation, operationsIn, patched } from './patch.ts';
import { parametersIn, queryIn, searchIn, selectionIn } from './query.ts';
import { lastOf, listReply, namesVersion, notModified, requireVersion, userReply } from './replies.ts';
import type { Sent } from './sent.ts';
import { locationOf, personIn, resourceOf } from './users.ts';
import { namingOperation } from './wrong-operation.ts';

interface Edit {
  operations?: readonly Operation[];
  personOf(before: people.User): people.Person;
}

export const onUsers = (services: Services): Works => ({
  GET: (exchange, viewer, db) => list(parametersIn(exchange), viewer, db, services),
  POST: async (exchange, viewer, db) => {
    const select = selectionIn(parametersIn(exchange));
    const { mail, publicUrl } = services;
    const { user, link } = await people.create(db, viewer, mail.configured, personIn(exchange)());
    // Without a mail server nobody gets the link, because the provider would store it: an administrator makes another one.
    await deliverLink({ db, mail }, viewer, link);
    return userReply(user, services, select, 201, { Location: locationOf(user.id, publicUrl) });
  },
});

export const onSearch = (services: Services): Works => ({
  POST: (exchange, viewer, db) => list(searchIn(exchange), viewer, db, services),
});

export function onUser(services: Services): Works {
  /** `read` reads the request before the user is locked. */
  const changing =
    (read: (exchange: Exchange) => Edit): Work =>
    async (exchange, viewer, db) => {
      const select = selectionIn(parametersIn(exchange));
      const { operations = [], personOf } = read(exchange);
      const id = idIn(exchange);
      const edit = (before: people.User) => {
        requireVersion(exchange, before);
        return personOf(before);
      };
      const user = await namingOperation(operations, () => people.change(db, viewer, id, edit));
      return userReply(user, services, select);
    };
  return {
    GET: async (exchange, viewer, db) => {
      const select = selectionIn(parametersIn(exchange));
      const user = await people.read(db, viewer, idIn(exchange));
      if (namesVersion(exchange.header('if-none-match'), user)) return notModified(user);
      return userReply(user, services, select);
    },
    PUT: changing((exchange) => ({ personOf: personIn(exchange) })),
    PATCH: changing((exchange) => {
      const operations = operationsIn(exchange);
      return { operations, personOf: (before) => patched(before, operations) };
    }),
    DELETE: async (exchange, viewer, db) => {
      await people.remove(db, viewer, idIn(exchange), (before) => requireVersion(exchange, before));
      return { status: 204, headers: {}, body: '' };
    },
  };
}

async function list(sent: Sent, viewer: Viewer, db: Db, { publicUrl }: Services): Promise<Reply> {
  const select = selectionIn(sent);
  const query = queryIn(sent);
  const { total, users } = await people.list(db, viewer, query);
  const resources = users.map((user) => select(resourceOf(user, publicUrl)));
  return listReply({ total, start: query.offset + 1, resources });
}

/** Errors: 404 for what is no id. */
function idIn(exchange: Exchange): string {
  const last = lastOf(exchange);
  if (!/^\d{1,18}$/.test(last)) throw new Refused(404, 'There is no user with this id.');
  return last;
}
