import { createContext, useContext } from 'react'
import { useTranslation } from 'react-i18next'
import type { There } from '../../../server/api.ts'
import { IconEye, IconPencil } from '../../kit/icons.ts'
import { useFormat } from '../../lib/use-format.ts'
import { atTalk } from './presence.ts'
import classes from './together.module.css'

const Context = createContext<readonly There[]>([])
/** Asked for once for the whole list, and not by each row. */
export const ThereProvider = Context.Provider

/** Who else is at a conversation, in a row of the list. */
export function Here({ talkId }: { talkId: string }) {
  const { t } = useTranslation('together')
  const { list } = useFormat()
  const here = atTalk(useContext(Context), talkId)
  const [first] = here
  if (!first) return null
  const names = list(here.map((one) => one.member.name))
  const Icon = first.writing ? IconPencil : IconEye
  return (
    <span
      className={`tag with-icon ${classes.here}`}
      data-tone={first.writing ? 'warm' : undefined}
      title={t(first.writing ? 'writes' : 'looks', { count: here.length, names })}
    >
      <Icon size={13} aria-hidden />
      {first.member.name}
      {here.length > 1 && ` +${here.length - 1}`}
      <span className="hidden-visually">{t(first.writing ? 'writing' : 'looking')}</span>
    </span>
  )
}

/** Who else is at the conversation that is open: two people never answer the same thing unknowingly. */
export function HereLine({ talkId }: { talkId: string }) {
  const { t } = useTranslation('together')
  const { list } = useFormat()
  const here = atTalk(useContext(Context), talkId)
  const names = (writing: boolean) =>
    here.filter((one) => one.writing === writing).map((one) => one.member.name)
  const [writers, lookers] = [names(true), names(false)]
  return (
    <div role="status">
      {writers.length > 0 && (
        <p className={classes.writers}>
          <IconPencil size={15} aria-hidden /> {t('writes', { count: writers.length, names: list(writers) })}
        </p>
      )}
      {lookers.length > 0 && (
        <p className={classes.lookers}>
          <IconEye size={15} aria-hidden /> {t('looks', { count: lookers.length, names: list(lookers) })}
        </p>
      )}
    </div>
  )
}
