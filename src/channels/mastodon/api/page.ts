import type { z } from 'zod'
import { listOf } from '../wire/wire.ts'
import type { Client } from './client.ts'

/** As much as every server gives at once. */
export const PAGE = 40

export interface Page<T> {
  items: T[]
  /** Members that failed the guard. */
  bad: number
  /** Query of the neighbouring pages, as the server's Link header says. */
  newer: Record<string, string> | undefined
  older: Record<string, string> | undefined
}

/** One page of a list. Of a Link header only the ids are taken: a token follows no address that an answer names. */
export async function pageOf<T extends z.ZodType>(
  client: Client,
  path: string,
  type: T,
  query: Record<string, string | string[] | undefined>,
): Promise<Page<z.output<T>>> {
  const { json, headers } = await client.call(path, { query })
  const { items, bad } = listOf(type, Array.isArray(json) ? json.filter((one) => !isEmpty(one)) : json)
  const links = linksOf(headers.link ?? '')
  return { items, bad, newer: links.get('prev'), older: links.get('next') }
}

/** A thread whose messages are all gone says nothing. */
function isEmpty(member: unknown): boolean {
  return (member as { last_status?: unknown } | null)?.last_status === null
}

const IDS = ['min_id', 'since_id', 'max_id']

function linksOf(header: string): Map<string, Record<string, string>> {
  const links = new Map<string, Record<string, string>>()
  for (const [, address = '', rel = ''] of header.matchAll(
    /<([^<>]{1,2000})>[^<]{0,200}?rel="?(\w{1,20})"?/g,
  )) {
    const { searchParams } = URL.parse(address, 'https://server.invalid') ?? {}
    const ids = IDS.flatMap((name) => {
      const value = searchParams?.get(name)
      return value ? [[name, value] as const] : []
    })
    if (ids.length > 0) links.set(rel, Object.fromEntries(ids))
  }
  return links
}
