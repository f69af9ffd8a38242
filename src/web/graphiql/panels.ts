/**
 * The panels of the sidebar below the documentation, from top to bottom.
 * A further panel is a folder beside this file and a name in this list.
 * The list must stay one constant: GraphiQL closes the open panel whenever it sees a new array.
 */
import type { GraphiQLPlugin } from '@graphiql/react';
import { HISTORY_PLUGIN } from 'graphiql';
import { ACCESS_PANEL } from './access/panel.tsx';

export const panels: GraphiQLPlugin[] = [ACCESS_PANEL, HISTORY_PLUGIN];
