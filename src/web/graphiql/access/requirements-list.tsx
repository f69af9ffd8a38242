/** What a document needs: each permission with the places that need it, each root field, and what only running it shows. */
import { useGraphiQL } from '@graphiql/react';
import { type PermissionInfo, useCatalog } from '../../features/permissions/catalog.ts';
import { useWords } from '../../words/words.tsx';
import type { Requirements } from './requirements.ts';

/** A longer list of places stays folded until the user opens it. */
const fewPlaces = 6;

/** `isCompared`: whether it is known what is missing. */
export function RequirementsList({ requirements, isCompared }: { requirements: Requirements; isCompared: boolean }) {
  const { graphiql: words, server } = useWords();
  const { data: catalog } = useCatalog();
  return (
    <>
      <h3>{words.permissions}</h3>
      {requirements.permissions.length === 0 && <p>{words.noPermissions}</p>}
      <ul>
        {requirements.permissions.map((name) => (
          <Permission
            key={name}
            name={name}
            info={catalog?.permissions.find((one) => one.name === name)}
            places={requirements.requirements.filter(({ permission }) => permission === name)}
            isHeld={isCompared ? !requirements.missing_permissions.includes(name) : undefined}
          />
        ))}
      </ul>
      <h3>{words.methods}</h3>
      <ul>
        {requirements.methods.map((name) => (
          <Method key={name} name={name} requirements={requirements} />
        ))}
      </ul>
      {requirements.unknowns.length > 0 && <h3>{words.unknowns}</h3>}
      <ul>
        {requirements.unknowns.map((unknown) => (
          <li key={unknown.path + unknown.reason}>
            <code>{unknown.path}</code> {server.unknown(unknown)}
          </li>
        ))}
      </ul>
    </>
  );
}

interface PermissionProps {
  name: string;
  /** Undefined until the catalog is loaded. */
  info: PermissionInfo | undefined;
  places: Requirements['requirements'];
  isHeld: boolean | undefined;
}

function Permission({ name, info, places, isHeld }: PermissionProps) {
  const words = useWords().graphiql;
  const paths = new Map(places.map(({ path, field }) => [path, field]));
  return (
    <li data-has={isHeld === true || undefined} data-lacks={isHeld === false || undefined}>
      <strong>
        <code>{name}</code> {isHeld !== undefined && <em>{isHeld ? words.has : words.lacks}</em>}
      </strong>
      <p>{info?.description}</p>
      {info?.warning && (
        <p className="access-quiet">
          {words.warning} {info.warning}
        </p>
      )}
      <details open={paths.size <= fewPlaces}>
        <summary>{words.places(paths.size)}</summary>
        <ul>
          {[...paths].map(([path, field]) => (
            <li key={path}>
              <code>{path}</code> <span className="access-quiet">{field}</span>
            </li>
          ))}
        </ul>
      </details>
    </li>
  );
}

function Method({ name, requirements }: { name: string; requirements: Requirements }) {
  const { graphiql: words, permissions } = useWords();
  const schema = useGraphiQL((state) => state.schema);
  const type = [schema?.getQueryType(), schema?.getMutationType()].find((root) => root?.getFields()[name]);
  const isMissing = requirements.missing_methods.some((method) => method === name);
  return (
    <li data-lacks={isMissing || undefined}>
      <a href={`#docs=${type?.name}.${name}`} aria-label={permissions.documentation(name)}>
        <code>{name}</code>
      </a>{' '}
      {requirements.personal.some((method) => method === name) && <em>{words.personal}</em>}{' '}
      {isMissing && <em>{words.mayNotCallIt}</em>}
    </li>
  );
}
