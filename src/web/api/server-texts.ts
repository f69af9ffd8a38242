/** The texts that the server writes in English, each with the names by which a page shows it in another language. */
import type { graphql, Permission } from './documents.ts';

/** What a permission allows, and the risk of giving it. */
export interface PermissionText {
  name: Permission;
  description: string;
  warning: string | null;
}

/** What a permission is called, and what it is about. */
export interface PermissionNames {
  name: Permission;
  title: string;
  noun: string;
}

/** A usual selection of permissions. */
export interface TemplateText {
  name: string;
  title: string;
  description: string;
}

/** What a root field does. */
export interface MethodText {
  name: string;
  description: string;
}

/** One step of an escalation, `words` in a sentence. */
export interface StepText {
  actor: ReturnType<typeof graphql.scalar<'EscalationActor'>>;
  act: ReturnType<typeof graphql.scalar<'EscalationAct'>>;
  words: string;
}

/** What is known only when a document runs. */
export interface UnknownText {
  kind: ReturnType<typeof graphql.scalar<'PlanUnknownKind'>>;
  about: string | null;
  reason: string;
}

/** Why shrinking a token may take too much. */
export type ShrinkWarning = ReturnType<typeof graphql.scalar<'ShrinkWarning'>>;
