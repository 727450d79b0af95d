import { setTimeout as wait } from 'node:timers/promises'
import {
  type Account,
  type Batch,
  ChannelFailure,
  defineChannel,
  type Errand,
  type Host,
  type Sent,
} from '../channel.ts'
import { config, type IrcConfig } from './config.ts'
import { activityOf, actorOf, type Place, threadOf } from './item.ts'
import { folded, linesOf } from './line.ts'
import { openSession, type Session } from './session.ts'

/** Servers put out who says more than a few lines at once; beyond these, one each so many milliseconds. */
const AT_ONCE = 4
const PACE_MS = 700
const ANSWER_MS = 20_000

/** What a server says to a line that it does not pass on (RFC 2812 §5.2). */
const REFUSALS = new Set([
  '401',
  '403',
  '404',
  '407',
  '411',
  '412',
  '413',
  '414',
  '415',
  '421',
  '477',
  '482',
  '489',
])

/** Internet Relay Chat: rooms and private talk; see README.md. */
export const irc = defineChannel<IrcConfig>({
  id: 'irc',
  name: 'IRC',
  config,
  limits: { text: 2_000, media: 0 },
  inbox: true,
  listen,
  reply: (account, errand, host) => say(account, errand, host, placeOf(errand)),
  test: async (account, host) => (await openSession(account, host)).close(),
})

async function* listen(account: Account<IrcConfig>, host: Host): AsyncGenerator<Batch> {
  const session = await openSession(account, host)
  const { server, nick } = account.config
  const profile = { id: actorOf(nick, server), handle: nick, name: nick }
  try {
    host.profile?.(profile)
    host.status('live', { server, nick: session.nick })
    yield { activities: [] }
    for await (const line of session.lines) {
      const activity = activityOf(line, account, session.nick, host.now())
      if (activity) yield { activities: [activity], head: activity.published }
    }
  } finally {
    session.close()
  }
  // A server that says good-bye is one to come back to, and not at once.
  if (!host.signal.aborted) throw new ChannelFailure({ kind: 'unreachable', detail: 'http.cut' })
}

function placeOf({ to }: Errand): Place {
  const place = to?.extra.irc as Partial<Place> | undefined
  if (typeof place?.target !== 'string' || typeof place.nick !== 'string')
    throw new ChannelFailure({ kind: 'refused', detail: 'not said on IRC' })
  return { target: place.target, nick: place.nick }
}

/**
 * Says it over a connection of its own, and asks for an echo: a server answers in order, so its PONG says that the
 * lines before were taken. Where it does not come nobody can tell, since IRC keeps nothing.
 */
async function say(account: Account<IrcConfig>, errand: Errand, host: Host, place: Place): Promise<Sent> {
  const lines = linesOf(addressed(errand.draft?.text ?? '', place))
  if (lines.length === 0) throw new ChannelFailure({ kind: 'refused', detail: 'nothing to say' })
  const session = await openSession({ ...account, config: forSaying(account.config, place) }, host)
  const limit = setTimeout(() => session.close(), ANSWER_MS + lines.length * PACE_MS)
  try {
    // What is answered before this comes back is about the joining, and says nothing of what was said.
    session.send(`PING :${joinedMark(errand)}`)
    const told = answered(session, errand, lines.length)
    // It is awaited below; until then its failure must not count as nobody's.
    told.catch(() => undefined)
    await speak(session, place.target, lines)
    session.send(`PING :${errand.key}`)
    await told
    session.send('QUIT')
  } finally {
    clearTimeout(limit)
    session.close()
  }
  return sentOf(account, errand, place, session.nick)
}

/** Only the room that is spoken in is joined. */
function forSaying(config: IrcConfig, { target, nick }: Place): IrcConfig {
  return { ...config, rooms: target === nick ? [] : [target] }
}

async function speak(session: Session, target: string, lines: string[]): Promise<void> {
  for (const [index, line] of lines.entries()) {
    if (index >= AT_ONCE) await wait(PACE_MS)
    session.send(`PRIVMSG ${target} :${line}`)
  }
}

/** In a room, who is meant stands first, as people do there. */
function addressed(text: string, { target, nick }: Place): string {
  const [begins, after = ''] = [
    folded(text).startsWith(folded(nick)),
    text.slice(nick.length, nick.length + 1),
  ]
  if (target === nick || (begins && !/[\p{L}\p{N}_-]/u.test(after))) return text
  return `${nick}: ${text}`
}

function joinedMark({ key }: Errand): string {
  return `joined-${key}`
}

/** Refused is what was refused line by line; who is silenced midway has said something. */
async function answered(session: Session, errand: Errand, lines: number): Promise<void> {
  const refusals: string[] = []
  let joined = false
  try {
    for await (const { command, params } of session.lines) {
      const echo = command === 'PONG' ? params.at(-1) : undefined
      if (echo === joinedMark(errand)) joined = true
      if (joined && REFUSALS.has(command)) refusals.push(params.at(-1) ?? command)
      if (refusals.length === lines) break
      if (echo !== errand.key) continue
      if (refusals.length === 0) return
      break
    }
  } catch (error) {
    if (!(error instanceof ChannelFailure)) throw error
  }
  const kind = refusals.length === lines ? 'refused' : 'uncertain'
  throw new ChannelFailure({ kind, detail: refusals[0] ?? 'http.cut' })
}

function sentOf(account: Account<IrcConfig>, errand: Errand, place: Place, nick: string): Sent {
  const { server } = account.config
  const id = `${server}/${errand.key}`
  const inRoom = place.target !== place.nick
  return {
    activity: {
      verb: 'Create',
      externalId: id,
      published: errand.at,
      actor: { id: actorOf(account.config.nick, server), name: nick, handle: nick },
      object: {
        type: inRoom ? 'Note' : 'Message',
        id,
        text: addressed(errand.draft?.text ?? '', place),
        thread: errand.to?.thread ?? threadOf(place, server),
        ...(errand.to ? { inReplyTo: errand.to.id } : {}),
      },
      visibility: inRoom ? 'public' : 'private',
      ours: true,
      extra: { irc: place },
    },
  }
}
