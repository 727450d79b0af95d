import { Button, Checkbox } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { TierFile, TierFileLine } from '../../../../server/api.ts'
import { ScrollRegion } from '../../../kit/scroll-region.tsx'
import { download } from '../../../lib/csv.ts'
import { useFormat } from '../../../lib/use-format.ts'
import { mayTake, refusalsCsv } from './file.ts'
import classes from './many.module.css'

interface Props {
  checked: TierFile
  aside: boolean
  pending: boolean
  onAside(aside: boolean): void
  onTake(): void
}

/** What a file or a list would do, before it does: what changes, what stays and what is refused, by line. */
export function Checked({ checked, aside, pending, onAside, onTake }: Props) {
  const { t } = useTranslation('tiers')
  const format = useFormat()
  const said = (key: string, count: number) => t(`many.${key}`, { count, number: format.number(count) })
  const { changed, same, kept, again, refused, became } = checked
  return (
    <div className="stack" role="status">
      <h3>{changed > 0 ? said('changed', changed) : t('many.nothing')}</h3>
      <ul className={classes.counts}>
        {became.map(({ tier, count }) => (
          <li key={tier ?? ''}>
            {t('many.became', { tier: tier ?? t('many.none'), number: format.number(count) })}
          </li>
        ))}
        {same > 0 && <li>{said('same', same)}</li>}
        {kept > 0 && <li>{said('kept', kept)}</li>}
        {again > 0 && <li>{said('again', again)}</li>}
        {refused > 0 && <li>{said('refused', refused)}</li>}
      </ul>
      <Lines title={t('many.changing')} lines={checked.changing} count={changed} />
      <Lines title={t('many.keeping')} lines={checked.keeping} count={kept} />
      <Refused checked={checked} />
      {refused > 0 && changed > 0 && (
        <Checkbox
          label={said('aside', refused)}
          checked={aside}
          onChange={(event) => onAside(event.currentTarget.checked)}
        />
      )}
      {changed > 0 && (
        <div className="buttons">
          <Button loading={pending} disabled={!mayTake(checked, aside)} onClick={onTake}>
            {said('take', changed)}
          </Button>
        </div>
      )}
    </div>
  )
}

function Lines({ title, lines, count }: { title: string; lines: TierFileLine[]; count: number }) {
  const { t } = useTranslation('tiers')
  const format = useFormat()
  if (lines.length === 0) return null
  return (
    <details>
      <summary>{title}</summary>
      <ScrollRegion className={`table-scroll ${classes.lines}`} label={title}>
        <table className="table">
          <thead>
            <tr>
              <th scope="col" className="number">
                {t('many.line')}
              </th>
              <th scope="col">{t('many.who')}</th>
              <th scope="col">{t('many.was')}</th>
              <th scope="col">{t('many.asked')}</th>
            </tr>
          </thead>
          <tbody>
            {lines.map(({ line, personId, name, was, became }) => (
              <tr key={personId}>
                <td className="number">{format.number(line)}</td>
                <th scope="row">{name}</th>
                <td>{was ?? t('many.none')}</td>
                <td>{became ?? t('many.none')}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <More shown={lines.length} count={count} />
    </details>
  )
}

function More({ shown, count }: { shown: number; count: number }) {
  const { t } = useTranslation('tiers')
  const format = useFormat()
  if (count <= shown) return null
  return (
    <p className="hush small">
      {t('many.shown', { shown: format.number(shown), number: format.number(count) })}
    </p>
  )
}

function Refused({ checked }: { checked: TierFile }) {
  const { t } = useTranslation('tiers')
  const format = useFormat()
  const { refusals, refused } = checked
  if (refused === 0) return null
  const titles = [t('many.line'), t('many.who'), t('many.asked'), t('many.why')]
  return (
    <details open>
      <summary>{t('many.refusals')}</summary>
      <ScrollRegion className={`table-scroll ${classes.lines}`} label={t('many.refusals')}>
        <table className="table">
          <thead>
            <tr>
              {titles.map((title, n) => (
                <th key={title} scope="col" className={n === 0 ? 'number' : undefined}>
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {refusals.map(({ line, who, tier, words }) => (
              <tr key={line}>
                <td className="number">{format.number(line)}</td>
                <th scope="row">{who}</th>
                <td>{tier}</td>
                <td className={classes.why}>{words}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <More shown={refusals.length} count={refused} />
      <Button
        size="compact-md"
        variant="subtle"
        onClick={() => download(`${t('many.refusals_file')}.csv`, refusalsCsv(titles, checked))}
      >
        {t('many.download')}
      </Button>
    </details>
  )
}
