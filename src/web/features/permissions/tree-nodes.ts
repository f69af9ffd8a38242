/** The nodes of the tree of permissions: groups, permissions, methods; filtered by a search and to what is selected. */
import type { Catalog, Method, PermissionInfo } from './catalog.ts';
import { type PermissionSelection, setMethod, setPermission, type Tick, tickOf, tickOfAll } from './selection.ts';

export interface Node {
  key: string;
  name: string;
  /** For people. */
  title?: string;
  text: string;
  warning?: string | null;
  /** Its place in the documentation of GraphiQL. */
  docs?: string;
  tick: Tick;
  set(selection: PermissionSelection, on: boolean): PermissionSelection;
  children: Node[];
}

interface Wanted {
  search: string;
  onlyTicked: boolean;
  withMethods: boolean;
  /** The name of the group of methods that need no permission. */
  groupWithoutPermission: string;
}

export function nodesOf(
  catalog: Catalog,
  selection: PermissionSelection,
  { search, onlyTicked, withMethods, groupWithoutPermission }: Wanted,
): Node[] {
  const groups = [...new Set(catalog.permissions.map(({ group }) => group))];
  const tree = groups.map((group) => {
    const infos = catalog.permissions.filter((info) => info.group === group);
    const children = infos.map((info) => permissionNode(info, selection, withMethods));
    return groupNode(group, children);
  });
  if (withMethods)
    tree.push(
      groupNode(
        groupWithoutPermission,
        catalog.methodsWithoutPermission.map((method) => methodNode(method, selection)),
      ),
    );
  return narrowed(tree, search.trim().toLowerCase(), onlyTicked);
}

function groupNode(name: string, children: Node[]): Node {
  return {
    key: `group ${name}`,
    name,
    text: '',
    tick: tickOfAll(children.map(({ tick }) => tick)),
    set: (selection, on) => children.reduce((selection, child) => child.set(selection, on), selection),
    children,
  };
}

function permissionNode(info: PermissionInfo, selection: PermissionSelection, withMethods: boolean): Node {
  return {
    key: info.name,
    name: info.name,
    title: info.title,
    text: info.description,
    warning: info.warning,
    docs: `Permission.${info.name}`,
    tick: tickOf(selection, info),
    set: (selection, on) => setPermission(selection, info, on),
    children: withMethods ? info.methods.map((method) => methodNode(method, selection, info)) : [],
  };
}

function methodNode({ name, kind, description }: Method, selection: PermissionSelection, under?: PermissionInfo): Node {
  const isIn = (!under || selection.permissions.has(under.name)) && !selection.without.has(name);
  return {
    key: `method ${name}`,
    name,
    text: description,
    docs: `${kind === 'QUERY' ? 'Query' : 'Mutation'}.${name}`,
    tick: isIn ? 'on' : 'off',
    set: (selection, on) => setMethod(selection, name, on, under),
    children: [],
  };
}

/** A node stays if it or a node below it matches; below a node that matches itself, all nodes stay. */
function narrowed(nodes: Node[], search: string, onlyTicked: boolean): Node[] {
  return nodes.flatMap((node) => {
    if (onlyTicked && node.tick === 'off') return [];
    const isFound = `${node.name} ${node.title ?? ''} ${node.text}`.toLowerCase().includes(search);
    const children = narrowed(node.children, isFound ? '' : search, onlyTicked);
    return isFound || children.length > 0 ? [{ ...node, children }] : [];
  });
}

export const flat = (nodes: Node[]): Node[] => nodes.flatMap((node) => [node, ...flat(node.children)]);
