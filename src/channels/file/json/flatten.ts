const MAX_DEPTH = 8
const MAX_KEYS = 500
/** Objects in a list beyond these are left out: a list of posts is not one post. */
const MAX_ITEMS = 5

/** A JSON value by paths: `{"author":{"name":"A"},"tags":["x","y"]}` gives `author.name` and `tags` ("x, y"). */
export function flatten(value: unknown): Map<string, string> {
  const flat = new Map<string, string>()
  walk(value, '', 0, flat)
  return flat
}

function walk(value: unknown, path: string, depth: number, flat: Map<string, string>): void {
  if (value === null || value === undefined || flat.size >= MAX_KEYS) return
  if (typeof value !== 'object') {
    flat.set(path || 'value', String(value))
    return
  }
  if (depth >= MAX_DEPTH) return
  if (!Array.isArray(value)) {
    for (const [key, inner] of Object.entries(value)) walk(inner, join(path, key), depth + 1, flat)
    return
  }
  const scalars = value.filter((item) => item !== null && typeof item !== 'object')
  if (scalars.length > 0) flat.set(path || 'value', scalars.join(', '))
  const rest = value.filter((item) => item !== null && typeof item === 'object').slice(0, MAX_ITEMS)
  rest.forEach((item, i) => {
    walk(item, join(path, String(i)), depth + 1, flat)
  })
}

function join(path: string, key: string): string {
  return path ? `${path}.${key}` : key
}
