/** A tree in which the user selects permissions by group, and their methods, with a search. */
import './permission-tree.css';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { Button, type Key, type Selection, Tree, TreeItem, TreeItemContent } from 'react-aria-components';
import { Checkbox } from '../../ui/checkbox.tsx';
import { BookIcon, DownIcon, WarningIcon } from '../../ui/icons.tsx';
import { SearchBox } from '../../ui/search-box.tsx';
import { useWords } from '../../words/words.tsx';
import type { Catalog } from './catalog.ts';
import type { PermissionSelection } from './selection.ts';
import { flat, type Node, nodesOf } from './tree-nodes.ts';

interface PermissionTreeProps {
  label: string;
  catalog: Catalog;
  selection: PermissionSelection;
  onChange: (selection: PermissionSelection) => void;
  /** Whether methods can be selected too, as for tokens. */
  withMethods?: boolean;
  error?: ReactNode;
}

export function PermissionTree({
  label,
  catalog,
  selection,
  onChange,
  withMethods = false,
  error,
}: PermissionTreeProps) {
  const words = useWords().permissions;
  const [search, setSearch] = useState('');
  const [onlyTicked, setOnlyTicked] = useState(false);
  const [opened, setOpened] = useState<ReadonlySet<Key>>(
    new Set(catalog.permissions.map(({ group }) => `group ${group}`)),
  );
  const errorId = useId();
  const tree = useRef<HTMLDivElement>(null);
  const isInvalid = error !== undefined;
  // The component has no property for it.
  useEffect(() => {
    if (isInvalid) tree.current?.setAttribute('aria-invalid', 'true');
    else tree.current?.removeAttribute('aria-invalid');
  }, [isInvalid]);
  const nodes = nodesOf(catalog, selection, {
    search,
    onlyTicked,
    withMethods,
    groupWithoutPermission: words.noPermission,
  });
  const shown = flat(nodes);
  const isNarrowed = search !== '' || onlyTicked;

  /** Applies the difference between the selection that the tree reports and the present one. */
  const select = (keys: Selection) => {
    const isOn = ({ key }: Node) => keys === 'all' || keys.has(key);
    const different = shown.filter((node) => (node.tick === 'on') !== isOn(node));
    onChange(different.reduce((selection, node) => node.set(selection, isOn(node)), selection));
  };

  return (
    <div className="permission-tree">
      <div className="toolbar">
        <SearchBox label={words.search} value={search} onChange={setSearch} />
        <Checkbox isSelected={onlyTicked} onChange={setOnlyTicked}>
          {words.onlyTicked}
        </Checkbox>
      </div>
      {error && (
        <p id={errorId} className="field-error">
          {error}
        </p>
      )}
      <Tree
        ref={tree}
        aria-label={label}
        {...(isInvalid ? { 'aria-describedby': errorId } : {})}
        className="tree"
        selectionMode="multiple"
        selectedKeys={shown.filter(({ tick }) => tick === 'on').map(({ key }) => key)}
        onSelectionChange={select}
        expandedKeys={isNarrowed ? shown.map(({ key }) => key) : opened}
        onExpandedChange={setOpened}
        renderEmptyState={() => <p className="nothing">{words.nothing}</p>}
      >
        {nodes.map((node) => (
          <Branch key={node.key} node={node} />
        ))}
      </Tree>
    </div>
  );
}

function Branch({ node }: { node: Node }) {
  const { permissions: words, server } = useWords();
  const isGroup = node.key.startsWith('group ');
  return (
    <TreeItem id={node.key} textValue={node.name} className="branch">
      <TreeItemContent>
        {({ hasChildItems }) => (
          <div className="branch-line">
            {hasChildItems ? (
              <Button slot="chevron" className="chevron">
                <DownIcon />
              </Button>
            ) : (
              <span className="chevron" />
            )}
            <Checkbox slot="selection" isIndeterminate={node.tick === 'partly'} />
            <span className="branch-text">
              {isGroup ? (
                <b>
                  <bdi>{server.group(node.name)}</bdi>
                </b>
              ) : (
                <>
                  {node.title && <bdi>{node.title} </bdi>}
                  <code className={node.title && 'soft'}>{node.name}</code>
                </>
              )}
              {node.text && <bdi className="minor">{node.text}</bdi>}
              {node.warning && (
                <span className="branch-warning">
                  <WarningIcon /> <bdi>{node.warning}</bdi>
                </span>
              )}
            </span>
            {node.docs && (
              <a
                href={`/graphiql#docs=${node.docs}`}
                target="_blank"
                rel="noreferrer"
                aria-label={words.documentation(node.name)}
                title={words.documentation(node.name)}
              >
                <BookIcon />
              </a>
            )}
          </div>
        )}
      </TreeItemContent>
      {node.children.map((child) => (
        <Branch key={child.key} node={child} />
      ))}
    </TreeItem>
  );
}
