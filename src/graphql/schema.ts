/** The whole schema: each noun's file adds its part, and what is printed here is what clients rely on. */
import { lexicographicSortSchema, printSchema } from 'graphql';
import * as accessLogs from '../domain/access-logs.ts';
import * as logs from '../domain/logs.ts';
import * as notes from '../domain/notes.ts';
import './scalars.ts';
import './address.ts';
import { builder } from './builder.ts';
import { entity } from './entities.ts';
import './me.ts';
import './roles.ts';
import './tokens.ts';
import './users.ts';

entity(logs.definition);
entity(accessLogs.definition);
entity(notes.definition);

export const schema = builder.toSchema();

/** The schema as text, in an order that does not depend on how it is built. */
export const printed = () => `${printSchema(lexicographicSortSchema(schema))}\n`;
