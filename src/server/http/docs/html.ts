/** Text that is already HTML. */
export interface Html {
  html: string
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escaped(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ENTITIES[character] ?? '')
}

type Piece = Html | string | number | null | undefined | false | Piece[]

function piece(value: Piece): string {
  if (value === null || value === undefined || value === false) return ''
  if (Array.isArray(value)) return value.map(piece).join('')
  return typeof value === 'object' ? value.html : escaped(String(value))
}

/** HTML from a template: every value is escaped unless it came out of `html` itself. */
export function html(parts: TemplateStringsArray, ...values: Piece[]): Html {
  return { html: parts.map((part, index) => part + piece(values[index])).join('') }
}
