import { Link } from '@tanstack/react-router'
import { useTranslation } from 'react-i18next'
import type { SearchHit, SearchResults, SearchSource } from '../../../server/api.ts'
import { ChannelGlyph, useChannelName } from '../../kit/channel-name.tsx'
import { EmptyState } from '../../kit/empty-state.tsx'
import { IconAlertTriangle, IconHistory } from '../../kit/icons.ts'
import { PostCard } from '../../kit/post-card.tsx'
import { useFormat } from '../../lib/use-format.ts'
import classes from '../watch.module.css'

function useSourceName(): (source: SearchSource) => string {
  const { t } = useTranslation('watch')
  const channelName = useChannelName()
  return ({ channel, name }) => {
    if (channel === null) return t('everywhere.history')
    const network = channelName(channel)
    return name && name !== network ? t('everywhere.place', { network, name }) : network
  }
}

/** What a source was asked, how much it knew, and why that may not be all. */
function SourceRow({
  source,
  q,
  chosen,
  onChoose,
}: {
  source: SearchSource
  /** What was asked: of the history only the newest are shown here. */
  q: string
  chosen: boolean
  onChoose(): void
}) {
  const { t } = useTranslation('watch')
  const format = useFormat()
  const name = useSourceName()(source)
  const { channel, found, state, why, asked } = source
  const head = (
    <>
      {channel === null ? <IconHistory size={16} aria-hidden /> : <ChannelGlyph channel={channel} />}
      <span>{name}</span>
      {state !== 'not-asked' && <strong>{format.number(found)}</strong>}
    </>
  )
  return (
    <li className={classes.source} data-state={state}>
      {found > 0 ? (
        <button type="button" className={classes.sourceName} aria-pressed={chosen} onClick={onChoose}>
          {head}
        </button>
      ) : (
        <span className={classes.sourceName}>{head}</span>
      )}
      {channel !== null && asked.length > 0 && (
        <span className="hush small">
          {t('everywhere.asked')}{' '}
          {asked.map((words) => (
            <code key={words}>{words}</code>
          ))}
        </span>
      )}
      {why && (
        <span className="small with-icon">
          {(state === 'failed' || state === 'not-asked') && <IconAlertTriangle size={14} aria-hidden />}
          {state !== 'whole' && t(`everywhere.state.${state}`)} {why}
        </span>
      )}
      {channel === null && state === 'partial' && (
        <Link to="/watch/posts" search={{ query: q, range: '90d' }} className="small">
          {t('everywhere.rest')}
        </Link>
      )}
    </li>
  )
}

function Found({ hit }: { hit: SearchHit }) {
  const { t } = useTranslation('watch')
  return (
    <li>
      <PostCard item={hit} />
      {!hit.kept && <p className={`hush small ${classes.notKept}`}>{t('everywhere.not_kept')}</p>}
    </li>
  )
}

interface Props {
  results: SearchResults
  q: string
  source: string | undefined
  onSource(source: string | undefined): void
}

/** Results, newest first, of all sources or of one; the sources above them. */
export function FoundBySource({ results: { items, sources }, q, source, onSource }: Props) {
  const { t } = useTranslation('watch')
  const shown = source ? items.filter((hit) => hit.sources.includes(source)) : items
  return (
    <>
      <ul className={classes.sources} aria-label={t('everywhere.sources')}>
        {sources.map((one) => (
          <SourceRow
            key={one.id}
            source={one}
            q={q}
            chosen={one.id === source}
            onChoose={() => onSource(one.id === source ? undefined : one.id)}
          />
        ))}
      </ul>
      {shown.length === 0 ? (
        <EmptyState title={t('everywhere.none')}>{t('everywhere.none_text')}</EmptyState>
      ) : (
        <ul className={classes.found} aria-label={t('everywhere.results')}>
          {shown.map((hit) => (
            <Found key={hit.id} hit={hit} />
          ))}
        </ul>
      )}
    </>
  )
}
