/**
 * Who may call a field. The one line on a field enforces its access, documents it in the printed schema and is data
 * that programs read as `field.extensions.access`. The schema does not build with a root field that has no such line.
 */
import SchemaBuilder, {
  BasePlugin,
  type FieldNullability,
  type InputFieldMap,
  type PothosObjectTypeConfig,
  type PothosOutputFieldConfig,
  type PothosTypeConfig,
  type SchemaTypes,
  type TypeParam,
} from '@pothos/core';
import type { ForbiddenResult } from '@pothos/plugin-scope-auth';
import type { GraphQLFieldResolver, GraphQLResolveInfo } from 'graphql';
import type { RequestState } from '../../db/for-request.ts';
import { everyPermission, type Permission } from '../../domain/access/permissions.ts';
import { use, type Viewer } from '../../domain/access/viewer.ts';
import { changeMade, DomainError, enrollmentRequired, forbidden, unauthenticated } from '../../domain/base/errors.ts';
import { because } from '../../domain/base/reasons.ts';
import { requireConfirmed } from '../../domain/sign-in/confirmation.ts';
import type { Context } from '../context.ts';
import { requirementsOfAnswer } from '../plan/plan.ts';
import type { Access, Rule } from './access-rules.ts';
import * as confirmation from './confirmation.ts';

/** The scopes of the scope-auth plugin, computed synchronously from the viewer alone. */
export const scopes = ({ viewer }: Context) => ({
  public: true,
  signedIn: viewer !== null,
  permission: (permission: Permission) => viewer?.permissions.use(permission) ?? false,
  onProjects: (permission: Permission) => viewer?.onProjects.use(permission) ?? false,
});

/**
 * Anonymous callers get the error that asks them to sign in; other callers the one that lists the missing permission.
 */
export function refusal({ viewer }: Context, { failure }: ForbiddenResult): DomainError {
  if (!viewer) return unauthenticated();
  if (viewer.mustEnroll) return enrollmentRequired();
  const missing = [...everyPermission].filter((permission) => JSON.stringify(failure).includes(`"${permission}"`));
  return forbidden(`This requires ${missing.join(' and ')}.`, missing);
}

const pluginName = 'access';

declare global {
  export namespace PothosSchemaTypes {
    interface Plugins<Types extends SchemaTypes> {
      access: AccessPlugin<Types>;
    }
    interface QueryFieldOptions<
      Types extends SchemaTypes,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveReturnShape,
    > {
      rule?: Rule;
    }
    interface MutationFieldOptions<
      Types extends SchemaTypes,
      Type extends TypeParam<Types>,
      Nullable extends FieldNullability<Type>,
      Args extends InputFieldMap,
      ResolveReturnShape,
    > {
      rule?: Rule;
      confirmed: confirmation.Confirmed;
    }
  }
}

class AccessPlugin<Types extends SchemaTypes> extends BasePlugin<Types> {
  override onTypeConfig(config: PothosTypeConfig): PothosTypeConfig {
    const access = accessIn(config.name, (config as PothosObjectTypeConfig).pothosOptions);
    return access ? { ...config, extensions: { ...config.extensions, access } } : config;
  }

  override onOutputFieldConfig(config: PothosOutputFieldConfig<Types>): PothosOutputFieldConfig<Types> {
    const place = `${config.parentType}.${config.name}`;
    const access = accessIn(place, config.pothosOptions);
    if (!access && (config.kind === 'Query' || config.kind === 'Mutation'))
      throw new Error(`${place} does not declare its access.`);
    if (!access) return config;
    const { rule, confirmed } = config.pothosOptions as { rule?: Rule; confirmed?: confirmation.Confirmed };
    if (!confirmed && config.kind === 'Mutation')
      throw new Error(`${place} does not declare whether it requires a confirmed password.`);
    const sentences = [config.description, confirmed && confirmation.sentence(confirmed), sentence(access)];
    const declared = { access, ...(rule ? { rule } : {}), ...(confirmed ? { confirmed } : {}) };
    return {
      ...config,
      description: sentences.filter(Boolean).join(' '),
      extensions: { ...config.extensions, ...declared },
    };
  }

  /**
   * Refuses a token that may not call this root field. (The permission itself is checked by scope-auth, with `scopes`
   * above.) Refuses a mutation before it runs if the caller may not read its
   * answer, since otherwise the change would be made and the answer would be FORBIDDEN; and one that requires a
   * confirmed password in a session without one.
   */
  override wrapResolve(
    resolve: GraphQLFieldResolver<unknown, Types['Context'], object>,
    config: PothosOutputFieldConfig<Types>,
  ): GraphQLFieldResolver<unknown, Types['Context'], object> {
    if (config.kind !== 'Query' && config.kind !== 'Mutation') return resolve;
    const isMutation = config.kind === 'Mutation';
    const { confirmed = 'never' } = config.pothosOptions as { confirmed?: confirmation.Confirmed };
    return (parent, args, context, info) => {
      const { viewer, db, pepper, requestState } = context as Context;
      if (viewer?.methods && !viewer.methods.has(config.name))
        throw viewer.mustEnroll ? enrollmentRequired() : forbidden(`This token may not call ${config.name}.`);
      viewer?.credential.used.methods.add(config.name);
      if (isMutation) {
        const missing = lackedFor(info, viewer);
        if (missing.length > 0) throw forbidden(because('NEEDS_FOR_ANSWER', { permissions: missing }), missing);
        (context as Context).lists.clear();
      }
      const resolveField = () => resolve(parent, args, context, info);
      const run = () => (isMutation ? reportingChanges(requestState, resolveField) : resolveField());
      if (!viewer || !confirmation.needsConfirmation(confirmed, args as Record<string, unknown>)) return run();
      const given = confirmation.confirmationIn(args as Record<string, unknown>);
      return requireConfirmed(db, pepper, viewer, given).then(run);
    };
  }
}

SchemaBuilder.registerPlugin(pluginName, AccessPlugin);

export default pluginName;

function accessIn(place: string, options: object | undefined): Access | undefined {
  const { authScopes, grantScopes } = (options ?? {}) as { authScopes?: unknown; grantScopes?: unknown };
  // Compiled queries check access once for all objects of a field.
  if (typeof authScopes === 'function' || grantScopes !== undefined)
    throw new Error(`${place}: access must be data, not a function.`);
  if (authScopes === undefined) return undefined;
  return authScopes as Access;
}

/** The permissions that the caller lacks to read what a root field's answer selects. */
function lackedFor(info: GraphQLResolveInfo, viewer: Viewer | null): Permission[] {
  const lacked = requirementsOfAnswer(info).filter(
    ({ permission, onProjects }) => !viewer || !use(viewer, permission, onProjects),
  );
  return [...new Set(lacked.map(({ permission }) => permission))];
}

/** Reports an error after a commit as CHANGE_MADE, so that no client sends the change again. */
async function reportingChanges<T>(requestState: RequestState, resolve: () => T): Promise<Awaited<T>> {
  const { commits } = requestState;
  try {
    return await resolve();
  } catch (error) {
    const isDecided = error instanceof DomainError && error.code !== 'LIMITED';
    throw requestState.commits > commits && !isDecided ? changeMade(error) : error;
  }
}

function sentence(access: Access): string {
  if ('permission' in access)
    return `Requires \`${access.permission}\`${access.onProjects ? ', everywhere or on the project' : ''}.`;
  return 'signedIn' in access ? 'For signed-in callers.' : 'For all callers.';
}
