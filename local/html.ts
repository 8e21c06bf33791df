/** HTML by tagged template: whatever is put in is escaped, unless it is HTML made here. */

const MADE_HERE = Symbol('made by html``');

export interface Html {
  readonly [MADE_HERE]: string;
}

type Part = string | number | Html | readonly Html[] | undefined;

export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Html {
  return { [MADE_HERE]: texts.map((text, place) => text + rendered(parts[place])).join('') };
}

export function markup(page: Html): string {
  return page[MADE_HERE];
}

function rendered(part: Part): string {
  if (part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return MADE_HERE in part ? part[MADE_HERE] : part.map(markup).join('');
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
