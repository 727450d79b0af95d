import { once } from 'node:events'
import type { Writable } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { systemClock } from '../../../lib/clock/index.ts'
import { Problem } from '../../../lib/errors/index.ts'
import { createHttp, type SafeHttp } from '../../../lib/http/index.ts'
import { hasWords, type Locale, translate } from '../../../lib/i18n/index.ts'
import type { Activity } from '../../activity/index.ts'
import { type Batch, ChannelFailure, type Host } from '../../channels/index.ts'
import { type Reading, understand } from '../../interpret/index.ts'
import { docOf, type Matcher } from '../../match/index.ts'
import { readConfig } from '../config.ts'
import {
  type ListenOptions,
  matcherOf,
  momentOf,
  type Source,
  sourcesOf,
  typedHosts,
} from './listen-sources.ts'

export interface ListenDeps {
  http: SafeHttp
  stdout: Writable
  stderr: Writable
  signal: AbortSignal
  locale: Locale
  now(): Date
}

/** What all the sources share. */
interface Run extends ListenDeps {
  matcher: Matcher | undefined
  since: Date | undefined
  understand: boolean
  /** Aborted by the signal, and when nobody reads the output any more. */
  stop: AbortController
}

/** The command at a terminal: until Ctrl-C, or until the next program in the pipe has had enough. */
export async function listenAtTerminal(options: ListenOptions): Promise<number> {
  const { locale, allowHosts } = readConfig()
  const stop = new AbortController()
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stop.abort())
  const typed = typedHosts(options)
  const http = createHttp({
    userAgent: 'Veillee/0.1 (+self-hosted)',
    allow: (to) => typed(to) || allowHosts.includes(to.host) || allowHosts.includes(`${to.host}:${to.port}`),
  })
  const { stdout, stderr } = process
  try {
    return await listenCommand(options, {
      http,
      stdout,
      stderr,
      locale,
      signal: stop.signal,
      now: systemClock.now,
    })
  } finally {
    await http.close()
  }
}

/**
 * `veillee listen`: follows feeds and the Bluesky firehose, and prints what the queries find (everything where there
 * is none), one JSON object a line; what goes on with the sources goes to standard error. No database. Ends when told
 * to, or when nobody reads the output any more.
 * @returns exit code: 0; 1 when no source can be followed; 2 for bad usage
 */
export async function listenCommand(options: ListenOptions, deps: ListenDeps): Promise<number> {
  const say = (words: string) => void deps.stderr.write(`${words}\n`)
  let run: Run
  let sources: Source[]
  try {
    const matcher = await matcherOf(options, deps.locale)
    const since = options.since === undefined ? undefined : momentOf(options.since)
    run = { ...deps, matcher, since, understand: options.understand ?? false, stop: new AbortController() }
    sources = sourcesOf(options)
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    say(translate(deps.locale, `error:${error.id}`, error.values))
    return 2
  }
  const end = () => run.stop.abort()
  if (deps.signal.aborted) end()
  deps.signal.addEventListener('abort', end, { once: true })
  // Left in place: what was written to a pipe may fail after its reader has gone.
  deps.stdout.on('error', end)
  try {
    const ended = await Promise.all(sources.map((source) => follow(source, run)))
    return ended.every((well) => !well) ? 1 : 0
  } finally {
    end()
    deps.signal.removeEventListener('abort', end)
  }
}

/** Follows one source to the end; false when it cannot be followed at all. */
async function follow(source: Source, run: Run): Promise<boolean> {
  const { channel, account } = source
  const host = hostOf(source, run)
  let cursor = channel.listen && run.since ? String(run.since.getTime() * 1000) : undefined
  while (!run.stop.signal.aborted) {
    try {
      const batches = channel.listen?.(account, host, cursor) ?? channel.pull?.(account, host, cursor)
      for await (const batch of batches ?? []) {
        if (await print(batch, source, run)) cursor = batch.cursor ?? cursor
        if (run.stop.signal.aborted) break
      }
    } catch (error) {
      if (run.stop.signal.aborted) break
      if (!(error instanceof ChannelFailure)) throw error
      tell(source, run, failureWords(error, run.locale))
      if (channel.listen) return false
    }
    if (!channel.listen) await untilDue(source, run, cursor)
  }
  if (channel.listen && cursor) tell(source, run, translate(run.locale, 'listen:stopped', { cursor }))
  return true
}

async function untilDue({ channel, account }: Source, run: Run, cursor: string | undefined): Promise<void> {
  const now = run.now()
  const due = channel.due?.(account, cursor, now) ?? new Date(now.getTime() + (channel.every ?? 900) * 1000)
  const wait = Math.max(1_000, due.getTime() - now.getTime())
  await sleep(wait, undefined, { signal: run.stop.signal }).catch(() => undefined)
}

function hostOf(source: Source, run: Run): Host {
  return {
    http: run.http,
    now: run.now,
    signal: run.stop.signal,
    wanted: (text, _lang, author) => run.matcher?.wanted(text, author) ?? true,
    known: () => false,
    status(key, values) {
      const words = `channel:${source.channel.id}.${key}`
      tell(source, run, hasWords(run.locale, words) ? translate(run.locale, words, values) : key)
    },
  }
}

function tell({ account }: Source, run: Run, words: string): void {
  run.stderr.write(`${account.name}: ${words}\n`)
}

function failureWords({ failure }: ChannelFailure, locale: Locale): string {
  const key = `channel:failure.${failure.kind}`
  const detail = 'detail' in failure ? failure.detail : ''
  return hasWords(locale, key) ? translate(locale, key, { detail }) : `${failure.kind} ${detail}`
}

/**
 * A batch that was begun is printed to its end, though we are told to stop meanwhile: the cursor stands after it.
 * @returns whether all of it was printed; false when nobody reads the output any more
 */
async function print(batch: Batch, source: Source, run: Run): Promise<boolean> {
  const { stdout } = run
  for (const activity of batch.activities) {
    // A cursor has begun there already; its posts bear the date of their author, which is a little earlier.
    if (!source.channel.listen && run.since && activity.published < run.since) continue
    const line = lineOf(activity, source.channel.id, run)
    if (stdout.destroyed) return false
    if (line && !stdout.write(`${JSON.stringify(line)}\n`)) await drained(run)
  }
  return !stdout.destroyed
}

/** Where the reader is slower than we are, as long as we are not told to stop; an output that is closed ends the wait. */
async function drained({ stdout, stop }: Run): Promise<void> {
  if (stdout.destroyed || stop.signal.aborted) return
  await once(stdout, 'drain', { signal: stop.signal }).catch(() => undefined)
}

/** An activity as a line; undefined where no query finds it, and for what is no saying (deletions, likes). */
function lineOf(activity: Activity, channel: string, run: Run): object | undefined {
  const { verb, externalId, published, actor, object } = activity
  const { title, text, url } = object
  if (text === undefined && title === undefined) return undefined
  const reading = readingOf(activity)
  const matches = run.matcher?.match(docOf(activity, reading, channel)) ?? []
  if (run.matcher && matches.length === 0) return undefined
  return {
    channel,
    verb,
    id: externalId,
    published: published.toISOString(),
    actor: { id: actor.id, name: actor.name, handle: actor.handle, url: actor.url },
    title,
    text,
    url,
    inReplyTo: object.inReplyTo,
    thread: object.thread === object.id ? undefined : object.thread,
    lang: run.understand ? reading.lang : object.lang,
    ...(run.understand && { sentiment: reading.sentiment }),
    matches,
  }
}

function readingOf({ object }: Activity): Reading {
  const { text = '', title, lang, rating } = object
  return understand({ text, title, lang, rating })
}
