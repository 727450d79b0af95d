import { type Locale, translate, type Values } from '../../../../lib/i18n/index.ts'
import { channelOf } from '../../../channels/index.ts'

/** Small facts that the words of a matter hold: never a customer's words or name. `…At`: an instant, in ISO 8601. */
export type Facts = Record<string, string | number>

/** What concerns somebody alone: told to who is named, and to nobody else. */
export interface Matter {
  /** Its words are `notice:matter.<what>.title` and `.body`. */
  what: string
  conversationId: string | null
  /** A call to who is on call, that one acknowledges. */
  callId: string | null
  /** It reaches them at any hour and by every way, whatever they chose. */
  calls: boolean
  facts: Facts
}

export interface MatterWords {
  title: string
  body: string
}

/** A matter in the words of its reader: instants by their clocks, members and channels by their names. */
export function matterWords(
  { what, facts }: Pick<Matter, 'what' | 'facts'>,
  { locale, timeZone, names }: { locale: Locale; timeZone: string; names: ReadonlyMap<string, string> },
): MatterWords {
  const when = new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  })
  const values: Values = {}
  for (const [key, value] of Object.entries(facts)) {
    if (key.endsWith('At') && typeof value === 'string') values[key] = when.format(new Date(value))
    else if (key === 'member') values[key] = names.get(String(value)) ?? translate(locale, 'notice:somebody')
    else if (key === 'channel') values[key] = channelName(locale, String(value))
    else values[key] = value
  }
  const say = (part: string) => translate(locale, `notice:matter.${what}.${part}`, values)
  return { title: say('title'), body: say('body') }
}

/** A network as people call it; one that is not of ours by what it was brought in as. */
export function channelName(locale: Locale, channel: string): string {
  const name = channelOf(channel)?.name ?? channel.charAt(0).toUpperCase() + channel.slice(1)
  const words = name.startsWith('channel.') ? translate(locale, name.replace('.', ':')) : name
  // How it is spoken to is of no interest there: "E-mail (IMAP and SMTP)".
  return words.replace(/\s*\([^)]*\)$/, '')
}
