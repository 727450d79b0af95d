import { Button } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { DraftCourtesy } from '../../../server/api.ts'
import { IconCheck } from '../../kit/icons.ts'
import classes from './courtesy.module.css'
import type { CourtesyAdvice, Mend } from './mend.ts'

/** More than these are behind a line that opens. */
const SHOWN = 2

interface Props {
  courtesy: DraftCourtesy
  text: string
  onMend(mend: Mend): void
}

/** The four words of the trade, told by a sign and not by colour alone. */
function Elements({ courtesy: { elements, manner } }: Pick<Props, 'courtesy'>) {
  const { t } = useTranslation('outbox')
  return (
    <ul className={classes.elements} aria-label={t('courtesy.label')}>
      {elements.map(({ element, present, asked }) => {
        const state = present ? 'present' : asked ? 'missing' : 'not_asked'
        return (
          <li key={element} data-state={state}>
            <span aria-hidden className={classes.sign}>
              {present ? <IconCheck size={13} /> : asked ? '○' : '–'}
            </span>
            {t(`courtesy.${element}`)}
            <span className="hidden-visually"> {t(`courtesy.${state}`)}</span>
          </li>
        )
      })}
      {manner === 'sober' && (
        <li data-state="manner" title={t('courtesy.sober_why')}>
          {t('courtesy.sober')}
        </li>
      )}
    </ul>
  )
}

function Piece({
  one,
  text,
  first,
  onMend,
}: { one: CourtesyAdvice; first: boolean } & Omit<Props, 'courtesy'>) {
  const { t } = useTranslation('outbox')
  const { mend } = one
  const words = text.slice(one.start, one.end).trim()
  return (
    <li>
      <span>
        {words && <q className={classes.words}>{words}</q>} {one.message}
      </span>
      {mend && (
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => onMend(mend)}
          aria-keyshortcuts={first ? 'Alt+Enter' : undefined}
          title={first ? t('courtesy.key') : undefined}
        >
          {mend.text.trim() ? t('courtesy.put', { words: mend.text.trim() }) : t('courtesy.take_out')}
        </Button>
      )}
    </li>
  )
}

/** What would better the draft: read at leisure, taken at a click or a key, never in the way of sending. */
export function CourtesyLine({ courtesy, text, onMend }: Props) {
  const { t } = useTranslation('outbox')
  const { lang, advice } = courtesy
  if (lang === 'und') return null
  const mended = advice.find((one) => one.mend)
  const pieces = advice.map((one) => (
    <Piece key={`${one.id}-${one.start}`} one={one} text={text} first={one === mended} onMend={onMend} />
  ))
  const rest = pieces.slice(SHOWN)
  return (
    <div className={classes.courtesy}>
      <Elements courtesy={courtesy} />
      {pieces.length > 0 && <ul className={classes.advice}>{pieces.slice(0, SHOWN)}</ul>}
      {rest.length > 0 && (
        <details className={classes.more}>
          <summary>{t('courtesy.more', { count: rest.length })}</summary>
          <ul className={classes.advice}>{rest}</ul>
        </details>
      )}
    </div>
  )
}
