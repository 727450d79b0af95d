import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { Problem } from '../../../lib/errors/index.ts'
import type { Locale } from '../../../lib/i18n/index.ts'
import { type Account, type Channel, channelOf } from '../../channels/index.ts'
import { createMatcher, errorWords, type Matcher, parseQuery } from '../../match/index.ts'

export interface ListenOptions {
  /** Addresses of feeds. */
  feed: string[]
  /** True for the public instances, or addresses of Jetstream, comma-separated. */
  bluesky?: true | string
  query: string[]
  /** A file of queries, one {"id","query"} a line. */
  queries?: string
  /** A moment: an ISO date, or microseconds as a cursor of Jetstream. */
  since?: string
  understand?: boolean
}

export interface Source {
  channel: Channel
  account: Account
}

/** Whom one listens to by typing it may be anywhere, this machine included; whom it redirects to may not. */
export function typedHosts(options: ListenOptions): (destination: { host: string; port: number }) => boolean {
  const typed = new Set(
    addressesOf(options).flatMap((address) => {
      const url = URL.parse(address)
      if (!url) return []
      const port = Number(url.port) || (/^(https|wss):$/.test(url.protocol) ? 443 : 80)
      return [`${url.hostname.replace(/^\[|\]$/g, '')} ${port}`]
    }),
  )
  return ({ host, port }) => typed.has(`${host} ${port}`)
}

function addressesOf({ feed, bluesky }: ListenOptions): string[] {
  return [...feed, ...(typeof bluesky === 'string' ? jetstreams(bluesky) : [])]
}

/** An address without a path means Jetstream's own. */
function jetstreams(list: string): string[] {
  return list
    .split(',')
    .map((address) => address.trim())
    .filter(Boolean)
    .map((address) => (URL.parse(address)?.pathname === '/' ? new URL('/subscribe', address).href : address))
}

/** @throws Problem `listen_nothing`, `listen_address` */
export function sourcesOf(options: ListenOptions): Source[] {
  const { feed, bluesky } = options
  const sources = feed.map((url) => sourceOf('feed', url, { url }))
  if (bluesky) {
    const config = bluesky === true ? {} : { urls: jetstreams(bluesky) }
    sources.push(sourceOf('bluesky', 'bluesky', { ...config, collections: ['post'] }))
  }
  if (sources.length === 0) throw new Problem('listen_nothing', { status: 400 })
  return sources
}

function sourceOf(id: string, name: string, given: object): Source {
  const channel = channelOf(id)
  if (!channel) throw new Error(`channel ${id} is missing`)
  const config = channel.config.safeParse(given)
  if (!config.success) throw new Problem('listen_address', { status: 400, values: { address: name } })
  return { channel, account: { id: name, workspaceId: '', channel: id, name, config: config.data } }
}

/**
 * The cursor of Jetstream is a time too, so one option serves every source.
 * @throws Problem `listen_since`
 */
export function momentOf(since: string): Date {
  const date = new Date(/^\d{15,16}$/.test(since) ? Number(since) / 1000 : since)
  if (Number.isNaN(date.getTime())) throw new Problem('listen_since', { status: 400, values: { since } })
  return date
}

const queryLine = z.object({ id: z.union([z.string(), z.number()]).transform(String), query: z.string() })

/**
 * Undefined where no query is given: then everything is printed.
 * @throws Problem `listen_query`, `listen_query_line`, `listen_file`
 */
export async function matcherOf(
  { query, queries }: ListenOptions,
  locale: Locale,
): Promise<Matcher | undefined> {
  if (query.length === 0 && queries === undefined) return undefined
  const matcher = createMatcher()
  const add = (id: string, source: string, where: string) => {
    const parsed = parseQuery(source)
    if (parsed.ok) return matcher.add(id, parsed.query)
    const why = parsed.errors.map((error) => errorWords(error, locale)).join(' ')
    throw new Problem('listen_query', { status: 400, values: { where, why } })
  }
  for (const source of query) add(source, source, source)
  if (queries === undefined) return matcher
  for (const [at, line] of (await textOf(queries)).split('\n').entries()) {
    if (line.trim() === '') continue
    const where = `${queries}:${at + 1}`
    const read = queryLine.safeParse(jsonOf(line))
    if (!read.success) throw new Problem('listen_query_line', { status: 400, values: { where } })
    add(read.data.id, read.data.query, where)
  }
  return matcher
}

async function textOf(file: string): Promise<string> {
  try {
    return (await readFile(file, 'utf8')).replace(/^\uFEFF/, '')
  } catch (cause) {
    throw new Problem('listen_file', { status: 400, values: { file }, cause })
  }
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
