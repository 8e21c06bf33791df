/** Looking for what must not be there: a history as text. */

/** Everything that can be read in a tree of protobuf messages: strings, and bytes as text, as JSON and as base64. */
export function textIn(root: unknown): string {
  const found: string[] = [];
  const seen = new Set<object>();
  const visit = (value: unknown): void => {
    if (typeof value === 'string') {
      found.push(value);
      if (value.length >= 8 && /^[A-Za-z0-9+/]+={0,2}$/.test(value))
        found.push(Buffer.from(value, 'base64').toString('utf8'));
      return;
    }
    if (typeof value !== 'object' || value === null || seen.has(value)) return;
    seen.add(value);
    if (value instanceof Uint8Array) {
      const text = Buffer.from(value).toString('utf8');
      found.push(text);
      const parsed = jsonIn(text);
      // Escapes are undone, so that nothing hides as \u9f98.
      if (parsed !== undefined) visit(parsed);
      return;
    }
    for (const [key, inner] of Object.entries(value)) {
      found.push(key);
      visit(inner);
    }
  };
  visit(root);
  return found.join('\n');
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
