import { clip } from '../../../../lib/text/index.ts'
import type { Reference } from '../../channel.ts'

const MOST_QUOTED = 20_000

/** What is answered, introduced and marked line by line, in the reader's language. */
export function quoteOf(to: Reference, lang: string | undefined): string {
  const text = clip(to.text ?? '', MOST_QUOTED)
  if (!text.trim()) return ''
  const lines = text.split('\n').map((line) => (line.startsWith('>') ? `>${line}` : `> ${line}`.trimEnd()))
  return `${introduction(to, lang)}\n\n${lines.join('\n')}`
}

function introduction({ actor, published, extra }: Reference, lang = 'fr'): string {
  const who = actor.name ? `${actor.name} <${actor.handle ?? actor.id}>` : (actor.handle ?? actor.id)
  const french = lang.toLowerCase().startsWith('fr')
  const when = written(
    published,
    french ? 'fr-FR' : lang.toLowerCase() === 'en-us' ? 'en-US' : 'en-GB',
    extra,
  )
  return french ? `Le ${when}, ${who} a écrit :` : `On ${when}, ${who} wrote:`
}

/** At the clock of the place where it was written. */
function written(at: Date, locale: string, extra: Record<string, unknown>): string {
  const { offset = 0 } = (extra.mail ?? {}) as { offset?: number }
  const local = new Date(at.getTime() + offset * 60_000)
  const zone = { timeZone: 'UTC' } as const
  const day = new Intl.DateTimeFormat(locale, {
    ...zone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  })
  const time = new Intl.DateTimeFormat(locale, { ...zone, hour: '2-digit', minute: '2-digit' })
  return locale.startsWith('fr')
    ? `${day.format(local)} à ${time.format(local)}`
    : `${day.format(local)} at ${time.format(local)}`
}
