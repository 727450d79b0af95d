import { useTranslation } from 'react-i18next'
import type { CourtesyReport } from '../../../server/api.ts'
import { useFormat } from '../../lib/use-format.ts'
import { useCourtesyWords } from './lines.ts'
import { LinesTable } from './lines-table.tsx'

/** What was most often advised, each leading to the answers it was said of. */
export function Lacking({
  report,
  onPick,
}: {
  report: CourtesyReport
  onPick?: ((id: string) => void) | undefined
}) {
  const { t } = useTranslation('courtesy-report')
  const { t: words } = useTranslation('courtesy-settings')
  const format = useFormat()
  const { advice, all } = report
  if (advice.length === 0) return null
  return (
    <section className="sheet stack" aria-labelledby="lacking">
      <h2 id="lacking">{t('lacking.title')}</h2>
      <ol>
        {advice.map(({ id, answers }) => {
          const name = words(`advice.${id}`)
          return (
            <li key={id}>
              {onPick ? (
                <button type="button" className="link-button" onClick={() => onPick(id)}>
                  {name}
                </button>
              ) : (
                name
              )}{' '}
              <span className="hush">
                {t('lacking.of', {
                  part: format.percent(answers / Math.max(1, all.answers)),
                  count: answers,
                })}
              </span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

/** How the next message took it: what goes together, with what it does not prove said beside it. */
export function EffectOf({ report: { effect, good } }: { report: CourtesyReport }) {
  const { t } = useTranslation('courtesy-report')
  const format = useFormat()
  const line = ({ good: isGood, followed, thanked }: CourtesyReport['effect'][number]) => {
    const what = t(isGood ? 'effect.good' : 'effect.below', { good: format.number(good) })
    return thanked
      ? t('effect.line', {
          what,
          share: format.percent(thanked.value),
          low: format.percent(thanked.low),
          high: format.percent(thanked.high),
          count: followed,
        })
      : t('effect.unknown', { what, count: followed })
  }
  return (
    <section className="sheet stack" aria-labelledby="effect">
      <h2 id="effect">{t('effect.title')}</h2>
      <ul>
        {effect.map((one) => (
          <li key={String(one.good)}>{line(one)}</li>
        ))}
      </ul>
      <p className="hush small">{t('effect.why')}</p>
    </section>
  )
}

/** One's own figures, before anybody else's. */
export function Mine({ report: { mine } }: { report: CourtesyReport }) {
  const { t } = useTranslation('courtesy-report')
  const { cell } = useCourtesyWords()
  if (!mine || mine.all.answers === 0) return null
  return (
    <section className="sheet stack" aria-labelledby="mine">
      <h2 id="mine">{t('mine.title')}</h2>
      <p>{t('mine.finding', { score: cell(mine.all, 'score'), count: mine.all.answers })}</p>
      <p className="hush small">{t('mine.help')}</p>
      <LinesTable
        title={t('mine.title')}
        parts={[{ key: 'mine', title: t('mine.all'), lines: [mine.all], nameOf: () => t('mine.me') }]}
      />
    </section>
  )
}

/** Only where the owner turned it on: in the order of names, and with what it is worth said first. */
export function People({ report: { people } }: { report: CourtesyReport }) {
  const { t } = useTranslation('courtesy-report')
  if (!people) return null
  const names = new Map(people.map(({ key, name }) => [key, name]))
  return (
    <section className="sheet stack" aria-labelledby="people">
      <h2 id="people">{t('people.title')}</h2>
      <p className="notice">{t('people.warning')}</p>
      {people.length === 0 && <p>{t('people.none')}</p>}
      <LinesTable
        title={t('people.title')}
        parts={[
          {
            key: 'people',
            title: t('people.by_name'),
            lines: people,
            nameOf: ({ key }) => names.get(key) ?? key,
          },
        ]}
      />
    </section>
  )
}
