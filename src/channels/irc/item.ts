import { createHash } from 'node:crypto'
import type { Activity } from '../../activity/index.ts'
import type { Account } from '../channel.ts'
import type { IrcConfig } from './config.ts'
import { folded, type Line, wordsOf } from './line.ts'

/** Where a line was said, for the answer: a room, or the name of who said it. */
export interface Place {
  target: string
  nick: string
}

/** Undefined for what nobody said, and for what our own account said (the outbox has it). */
export function activityOf(
  line: Line,
  account: Account<IrcConfig>,
  nick: string,
  now: Date,
): Activity | undefined {
  const [target = '', said = ''] = line.params
  if (line.command !== 'PRIVMSG' || !line.nick || !target) return undefined
  if (isOurs(line.nick, account.config.nick) || line.nick === nick) return undefined
  const text = wordsOf(said)?.trim()
  if (!text) return undefined
  const { server } = account.config
  const inRoom = /^[#&+!]/.test(target)
  const published = timeOf(line.tags.time, now)
  const id = line.tags.msgid
    ? `${server}/${line.tags.msgid}`
    : `${server}/${published.getTime()}-${digest(line.nick, target, text)}`
  const place: Place = { target: inRoom ? target : line.nick, nick: line.nick }
  return {
    verb: 'Create',
    externalId: id,
    published,
    actor: { id: actorOf(line.nick, server), name: line.nick, handle: line.nick },
    object: {
      type: inRoom ? 'Note' : 'Message',
      id,
      text,
      ...(inRoom ? { title: target } : {}),
      thread: threadOf(place, server),
    },
    visibility: inRoom ? 'public' : 'private',
    extra: { irc: place, ...(inRoom && !names(text, nick) ? { watched: true } : {}) },
  }
}

/** Not in the form of a mail address, which it is not. */
export function actorOf(nick: string, server: string): string {
  return `${server}/${folded(nick)}`
}

/** A room is one place of many talks: each person there waits for an answer of their own. */
export function threadOf({ target, nick }: Place, server: string): string {
  return `${server}/${folded(target)}${target === nick ? '' : `/${folded(nick)}`}`
}

/** The account's name, or what it takes where that is taken. */
function isOurs(nick: string, own: string): boolean {
  return folded(nick).replace(/_+$/, '') === folded(own).replace(/_+$/, '')
}

function names(text: string, nick: string): boolean {
  const own = folded(nick)
    .replace(/_+$/, '')
    .replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  return new RegExp(`(^|[^\\p{L}\\p{N}])${own}_*($|[^\\p{L}\\p{N}])`, 'u').test(folded(text))
}

function timeOf(tag: string | undefined, now: Date): Date {
  const time = new Date(tag ?? Number.NaN)
  return Number.isNaN(time.getTime()) ? now : time
}

function digest(...parts: string[]): string {
  return createHash('sha256').update(parts.join('\n')).digest('base64url').slice(0, 16)
}
