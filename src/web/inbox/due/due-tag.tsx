import { useTranslation } from 'react-i18next'
import type { Conversation } from '../../../server/api.ts'
import { IconClock } from '../../kit/icons.ts'
import { useNow } from '../../lib/clock.ts'
import { useFormat } from '../../lib/use-format.ts'
import { isTold, nearness, TONES } from './due.ts'

/** What is due, in words: "First answer due in 40 min". */
function useDueWords(): (due: NonNullable<Conversation['due']>) => string {
  const { t } = useTranslation('inbox')
  const format = useFormat()
  const now = useNow()
  return ({ at, kind }) => {
    const span = format.span(Math.abs(Date.parse(at) - now) / 1000)
    return t(`due.${kind}_${nearness(at, now) === 'late' ? 'late' : 'in'}`, { span })
  }
}

/** In a list: how near, in few words, and which of the three on hover and for who hears it. */
export function DueTag({ due }: { due: Conversation['due'] }) {
  const { t } = useTranslation('inbox')
  const format = useFormat()
  const now = useNow()
  const words = useDueWords()
  if (!isTold(due, now)) return null
  const near = nearness(due.at, now)
  const span = format.span(Math.abs(Date.parse(due.at) - now) / 1000)
  return (
    <span className="tag" data-tone={TONES[near]} title={`${words(due)} · ${format.exact(due.at)}`}>
      <span aria-hidden>{t(near === 'late' ? 'due.late' : 'due.in', { span })}</span>
      <span className="hidden-visually">{words(due)}</span>
    </span>
  )
}

/** In the conversation: what is due first, whenever that is. */
export function DueLine({ due }: { due: Conversation['due'] }) {
  const format = useFormat()
  const now = useNow()
  const words = useDueWords()
  if (!due) return null
  const tone = TONES[nearness(due.at, now)]
  return (
    <span className={tone ? 'tag' : 'with-icon'} data-tone={tone} title={format.exact(due.at)}>
      {!tone && <IconClock size={15} aria-hidden />} {words(due)}
    </span>
  )
}
