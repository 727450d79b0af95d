import type { Page } from '../../server/api.ts'

/** Every item of a list, page by page, as far as `most` pages. */
export async function readAll<T>(
  read: (cursor: string | undefined) => Promise<Page<T>>,
  most: number,
): Promise<T[]> {
  const items: T[] = []
  let cursor: string | undefined
  for (let page = 0; page < most; page++) {
    const { items: more, next } = await read(cursor)
    items.push(...more)
    if (next === null) break
    cursor = next
  }
  return items
}
