import { Skeleton, Switch } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { PageComparison, PageRow } from '../../../server/api.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { Segmented } from '../../kit/segmented.tsx'
import { useFormat } from '../../lib/use-format.ts'
import classes from './pages.module.css'
import { comparisonQuery } from './queries.ts'
import { type Line, sidesOf } from './sides.ts'

type View = 'inline' | 'beside'

function Words({ pieces }: { pieces: Line['pieces'] }) {
  const { t } = useTranslation('pages')
  return pieces.map((piece, i) => {
    // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a line never move.
    if (!piece.how) return <span key={i}>{piece.text}</span>
    const Mark = piece.how === 'added' ? 'ins' : 'del'
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a line never move.
      <Mark key={i} className={classes[piece.how]}>
        <span className="hidden-visually">{t(`diff.${piece.how}`)} </span>
        {piece.text}
      </Mark>
    )
  })
}

/** A title of the page is one here too, without the signs that mark it. */
function shown(text: string): { text: string; heading: boolean } {
  const heading = /^#{1,6} /.exec(text)
  return heading ? { text: text.slice(heading[0].length), heading: true } : { text, heading: false }
}

function InlineRow({ row }: { row: PageRow }) {
  const { t } = useTranslation('pages')
  if (row.kind === 'gap') return <p className={classes.gap}>{t('diff.gap', { count: row.lines })}</p>
  if (row.kind === 'changed') {
    return (
      <p className={classes.line}>
        <Words pieces={row.pieces} />
      </p>
    )
  }
  const { text, heading } = shown(row.text)
  const how = row.kind === 'added' || row.kind === 'removed' ? row.kind : undefined
  return (
    <p className={classes.line} data-heading={heading || undefined} data-how={row.kind}>
      {row.kind === 'moved' && <span className="tag">{t('diff.moved')}</span>}{' '}
      <Words pieces={[{ text, ...(how ? { how } : {}) }]} />
    </p>
  )
}

function Beside({ rows }: { rows: PageRow[] }) {
  const { t } = useTranslation('pages')
  return (
    <div className="table-scroll">
      <table className={classes.beside}>
        <thead>
          <tr>
            <th scope="col">{t('diff.before')}</th>
            <th scope="col">{t('diff.after')}</th>
          </tr>
        </thead>
        <tbody>
          {sidesOf(rows).map((pair, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a comparison never move.
            <tr key={i}>
              {pair.gap ? (
                <td colSpan={2} className={classes.gap}>
                  {t('diff.gap', { count: pair.gap })}
                </td>
              ) : (
                <>
                  <td>{pair.before && <Words pieces={pair.before.pieces} />}</td>
                  <td>
                    {pair.after?.moved && <span className="tag">{t('diff.moved')}</span>}{' '}
                    {pair.after && <Words pieces={pair.after.pieces} />}
                  </td>
                </>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Told({ told, view }: { told: PageComparison; view: View }) {
  const { t } = useTranslation('pages')
  const format = useFormat()
  const share = format.number(told.share, {
    style: 'percent',
    maximumFractionDigits: told.share < 0.1 ? 1 : 0,
  })
  const { added, removed } = told
  return (
    <>
      <p role="status">
        {added + removed === 0
          ? t('diff.only_moved')
          : t('diff.share', { share, added: format.number(added), removed: format.number(removed) })}
      </p>
      {view === 'beside' ? (
        <Beside rows={told.rows} />
      ) : (
        <div className={classes.text}>
          {told.rows.map((row, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the rows of a comparison never move.
            <InlineRow key={i} row={row} />
          ))}
        </div>
      )}
    </>
  )
}

/** What changed between two versions, in one text or beside each other. */
export function Comparison({ pageId, from, to }: { pageId: string; from: string; to: string }) {
  const { t } = useTranslation('pages')
  const [view, setView] = useState<View>('inline')
  const [whole, setWhole] = useState(false)
  const query = useQuery(comparisonQuery(pageId, { from, to, whole }))
  return (
    <section className="sheet stack" aria-labelledby="comparison">
      <div className={classes.diffHead}>
        <h2 id="comparison">{t('diff.title')}</h2>
        <Segmented<View>
          label={t('diff.view')}
          value={view}
          options={(['inline', 'beside'] as const).map((value) => ({ value, label: t(`diff.${value}`) }))}
          onChange={setView}
        />
        <Switch
          label={t('diff.whole')}
          checked={whole}
          onChange={(event) => setWhole(event.currentTarget.checked)}
        />
      </div>
      <Loaded query={query} skeleton={<Skeleton height={220} radius="md" />}>
        {(told) => <Told told={told} view={view} />}
      </Loaded>
    </section>
  )
}
