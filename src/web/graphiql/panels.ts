/**
 * Which panels the sidebar offers below the documentation, top to bottom.
 * A panel of our own ("Access": what a document needs) is a file beside this one and a name in this list.
 * The list must stay one constant: GraphiQL closes the open panel whenever it sees a new array.
 */
import type { GraphiQLPlugin } from '@graphiql/react';
import { HISTORY_PLUGIN } from 'graphiql';

export const panels: GraphiQLPlugin[] = [HISTORY_PLUGIN];
