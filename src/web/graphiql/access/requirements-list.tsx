/** What a document needs: each permission with what it allows and where it is asked for, each root field, each open question. */
import { useGraphiQL } from '@graphiql/react';
import { useEffect, useState } from 'react';
import type { Said } from '../../features/permissions/catalog.ts';
import { fetcher } from '../fetcher.ts';
import { useWords } from '../me.tsx';
import type { Needs } from './requirements.ts';

/** More places than this stay folded until somebody asks. */
const fewPlaces = 6;

export function NeedsList({ needs, compared }: { needs: Needs; compared: boolean }) {
  const words = useWords();
  const catalog = useCatalog();
  return (
    <>
      <h3>{words.permissions}</h3>
      {needs.permissions.length === 0 && <p>{words.noPermissions}</p>}
      <ul>
        {needs.permissions.map((name) => (
          <Permission
            key={name}
            name={name}
            info={catalog.find((one) => one.name === name)}
            places={needs.requirements.filter(({ permission }) => permission === name)}
            held={compared ? !needs.missing_permissions.includes(name) : undefined}
          />
        ))}
      </ul>
      <h3>{words.methods}</h3>
      <ul>
        {needs.methods.map((name) => (
          <Method key={name} name={name} needs={needs} />
        ))}
      </ul>
      {needs.unknowns.length > 0 && <h3>{words.unknowns}</h3>}
      <ul>
        {needs.unknowns.map((unknown) => (
          <li key={unknown.path + unknown.reason}>
            <code>{unknown.path}</code> {words.decides(unknown)}
          </li>
        ))}
      </ul>
    </>
  );
}

interface PermissionProps {
  name: string;
  /** Undefined until the server has said it. */
  info: Said | undefined;
  places: Needs['requirements'];
  held: boolean | undefined;
}

function Permission({ name, info, places, held }: PermissionProps) {
  const words = useWords();
  const { description, warning } = info ? words.said(info) : { description: '', warning: null };
  const paths = new Map(places.map(({ path, field }) => [path, field]));
  return (
    <li data-has={held === true || undefined} data-lacks={held === false || undefined}>
      <strong>
        <code>{name}</code> {held !== undefined && <em>{held ? words.has : words.lacks}</em>}
      </strong>
      <p>{description}</p>
      {warning && (
        <p className="access-quiet">
          {words.warning} {warning}
        </p>
      )}
      <details open={paths.size <= fewPlaces}>
        <summary>{words.fields(paths.size)}</summary>
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

function Method({ name, needs }: { name: string; needs: Needs }) {
  const words = useWords();
  const schema = useGraphiQL((state) => state.schema);
  const type = [schema?.getQueryType(), schema?.getMutationType()].find((root) => root?.getFields()[name]);
  const closed = needs.missing_methods.includes(name);
  return (
    <li data-lacks={closed || undefined}>
      <a href={`#docs=${type?.name}.${name}`} aria-label={words.documentation(name)}>
        <code>{name}</code>
      </a>{' '}
      {needs.personal.includes(name) && <em>{words.personal}</em>} {closed && <em>{words.closed}</em>}
    </li>
  );
}

/** Every permission with what it allows, as the server words it. */
function useCatalog(): Said[] {
  const [catalog, setCatalog] = useState<Said[]>([]);
  useEffect(() => {
    fetcher({ query: '{ permissions { name description warning } }' }).then(({ data }) => {
      if (data?.permissions) setCatalog(data.permissions as Said[]);
    });
  }, []);
  return catalog;
}
