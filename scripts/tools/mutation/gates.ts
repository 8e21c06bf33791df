/** Finds the gates in the sources of the rule book and gives each a switch.
 *
 *  A gate is a place where something is refused: a call of `refuse` or `refuseAll`, or of a function that returns a
 *  refusal or nothing; a missing fact that is listed; a refusal made by hand; and, per command, who may and which day it
 *  may not precede. Switched off, it is passed over, as if somebody had deleted the line. */
import MagicString from 'magic-string';
import { type Node, parseSync, visitorKeys } from 'oxc-parser';

export interface Gate {
  readonly id: number;
  readonly file: string;
  readonly line: number;
  /** The command in whose definition it stands, if it stands in one. */
  readonly command: string | undefined;
  readonly text: string;
  /** Whether it can be seen refusing; who may and which day is asked by the engine, of a command as a whole. */
  readonly seen: boolean;
}

/** The functions of some sources that return `Refusal | undefined`, by name. */
export function refusingFunctions(sources: ReadonlyMap<string, string>): ReadonlySet<string> {
  const names = new Set(['refuse', 'refuseAll']);
  for (const [file, source] of sources)
    walk(parseSync(file, source).program, [], (node) => {
      const [id, made] =
        node.type === 'VariableDeclarator'
          ? [node.id, node.init]
          : node.type === 'FunctionDeclaration'
            ? [node.id, node]
            : [];
      const type = made && 'returnType' in made ? made.returnType?.typeAnnotation : undefined;
      if (id?.type === 'Identifier' && type && textOf(source, type) === 'Refusal | undefined') names.add(id.name);
    });
  return names;
}

/** The source with a switch at each gate; `switches` is where the switches come from. */
export function withSwitches(
  file: string,
  source: string,
  refusing: ReadonlySet<string>,
  firstId: number,
  switches: string,
): { readonly source: string; readonly gates: readonly Gate[] } {
  const text = new MagicString(source);
  const gates: Gate[] = [];

  const gateAt = (node: Node, ancestors: readonly Node[], seen = true): number => {
    const id = firstId + gates.length;
    const line = source.slice(0, node.start).split('\n').length;
    gates.push({ id, file, line, command: commandAround(ancestors), text: oneLine(textOf(source, node)), seen });
    return id;
  };
  // Outer nodes are visited first: their opening goes left of the inner ones', their closing right.
  const wrap = ({ start, end }: Node, before: string, after: string) => {
    text.appendLeft(start, before);
    text.prependLeft(end, after);
  };
  const switchStatement = (statement: Node, id: number) => wrap(statement, `{ if (__gate.isOn(${id})) `, ' }');
  const switchValue = (node: Node, id: number, off: string) =>
    wrap(node, `(__gate.isOn(${id}) ? __gate.noted(${id}, `, `) : ${off})`);

  walk(parseSync(file, source).program, [], (node, ancestors) => {
    const parent = ancestors.at(-1);
    if (node.type === 'CallExpression' && node.callee.type === 'Identifier' && refusing.has(node.callee.name)) {
      const id = gateAt(node, ancestors);
      if (parent?.type !== 'ReturnStatement') return switchValue(node, id, 'undefined');
      switchStatement(parent, id);
      return wrap(node, `__gate.noted(${id}, `, ')');
    }
    if (node.type === 'ObjectExpression') {
      const keys = keysOf(node);
      if (keys.has('clause') && keys.has('missing') && parent?.type === 'ReturnStatement')
        return switchStatement(parent, gateAt(node, ancestors));
      if (keys.has('fact')) return switchListed(node, ancestors);
    }
    if (node.type !== 'Property' || node.shorthand || parent?.type !== 'ObjectExpression') return undefined;
    if (node.value.type === 'Identifier' && refusing.has(node.value.name)) {
      const id = gateAt(node, ancestors);
      return wrap(node.value, `((...aimed) => __gate.isOn(${id}) ? __gate.noted(${id}, `, '(...aimed)) : undefined)');
    }
    const isDefinition = definedCommand(ancestors.at(-2)) !== undefined;
    const key = node.key.type === 'Identifier' ? node.key.name : '';
    if (isDefinition && key === 'who') return switchProperty(node, 'whoMay', gateAt(node, ancestors, false));
    if (isDefinition && key === 'notBefore' && !textOf(source, node).endsWith('=> null'))
      return switchProperty(node, 'answered', gateAt(node, ancestors, false));
    return undefined;
  });

  /** `{ fact: … }` pushed or mapped; or what is answered where a code is looked up in vain. */
  function switchListed(node: Extract<Node, { type: 'ObjectExpression' }>, ancestors: readonly Node[]): void {
    if (keysOf(node).has('has')) return wrap(node, `__gate.looksUp(${gateAt(node, ancestors)}, `, ')');
    const at = ancestors.findLastIndex(({ type }) => type === 'CallExpression');
    const call = ancestors[at];
    const around = ancestors[at - 1];
    const method = call ? methodOf(call) : '';
    if (call && method === 'push' && around?.type === 'ExpressionStatement') {
      const id = gateAt(node, ancestors);
      switchStatement(around, id);
      wrap(call, `__gate.noted(${id}, `, ')');
    }
    const isWholeRefusal =
      around?.type === 'CallExpression' && around.callee.type === 'Identifier' && refusing.has(around.callee.name);
    if (call && /^(flatM|m)ap$/.test(method) && !isWholeRefusal) switchValue(call, gateAt(node, ancestors), '[]');
  }

  function switchProperty(node: Extract<Node, { type: 'Property' }>, by: string, id: number): void {
    const { key, value, method } = node;
    if (method) text.overwrite(key.start, value.start, `${textOf(source, key)}: __gate.${by}(${id}, function `);
    else text.appendLeft(value.start, `__gate.${by}(${id}, `);
    text.prependLeft(value.end, ')');
  }

  if (gates.length > 0) text.prepend(`import * as __gate from '${switches}';\n`);
  return { source: text.toString(), gates };
}

const textOf = (source: string, { start, end }: { readonly start: number; readonly end: number }): string =>
  source.slice(start, end);
const oneLine = (text: string): string => text.replace(/\s+/g, ' ').slice(0, 100);

function keysOf(node: Extract<Node, { type: 'ObjectExpression' }>): ReadonlySet<string> {
  const keys = node.properties.map((property) =>
    property.type === 'Property' && property.key.type === 'Identifier' ? property.key.name : '',
  );
  return new Set(keys);
}

function methodOf(call: Node): string {
  if (call.type !== 'CallExpression' || call.callee.type !== 'MemberExpression') return '';
  const { property } = call.callee;
  return property.type === 'Identifier' ? property.name : '';
}

/** The name in `command('name', …)`. */
function definedCommand(node: Node | undefined): string | undefined {
  if (node?.type !== 'CallExpression' || node.callee.type !== 'Identifier' || node.callee.name !== 'command')
    return undefined;
  const [name] = node.arguments;
  return name?.type === 'Literal' && typeof name.value === 'string' ? name.value : undefined;
}

const commandAround = (ancestors: readonly Node[]): string | undefined =>
  ancestors.map(definedCommand).find((name) => name !== undefined);

function walk(node: Node, ancestors: readonly Node[], visit: (node: Node, ancestors: readonly Node[]) => void): void {
  visit(node, ancestors);
  const within = [...ancestors, node];
  for (const key of visitorKeys[node.type] ?? []) {
    const child: unknown = Reflect.get(node, key);
    for (const each of Array.isArray(child) ? child : [child]) if (isNode(each)) walk(each, within, visit);
  }
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && 'type' in value;
