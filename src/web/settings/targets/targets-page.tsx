import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { TimeSettings } from '../../../server/api.ts'
import { useCan } from '../../app/session.ts'
import { Loaded } from '../../kit/loaded.tsx'
import { PageHeader } from '../../kit/page-header.tsx'
import { useAnchor } from '../../lib/use-anchor.ts'
import { useFormat } from '../../lib/use-format.ts'
import { KINDS } from './draft.ts'
import { ratingSettingQuery, targetsQuery } from './queries.ts'
import { RatingForm } from './rating-form.tsx'
import { TargetsForm } from './targets-form.tsx'

/** For who does not set them: what holds, in words. */
function ReadTargets({ policies }: TimeSettings) {
  const { t } = useTranslation('targets')
  const format = useFormat()
  const on = policies.filter(({ enabled }) => enabled)
  return (
    <section className="sheet" aria-labelledby="policies">
      <h2 id="policies">{t('policies')}</h2>
      {on.length === 0 && <p>{t('none_read')}</p>}
      <ol>
        {on.map(({ id, name, targets }) => (
          <li key={id}>
            <strong>{name}</strong>{' '}
            <span className="hush">
              {KINDS.flatMap((kind) => {
                const minutes = targets[kind]
                return minutes ? [`${t(`kind.${kind}`)} ${format.span(minutes * 60)}`] : []
              }).join(' · ')}
            </span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** How soon customers are answered, by which hours, and how they find it. */
export function TargetsPage() {
  const { t } = useTranslation('targets')
  const canManage = useCan('team:manage')
  const targets = useQuery(targetsQuery)
  const rating = useQuery(ratingSettingQuery)
  useAnchor(targets.isSuccess && rating.isSuccess)
  return (
    <div className="page page-narrow">
      <PageHeader title={t('title')} lead={t('lead')} />
      <div className="stack-l">
        <Loaded query={targets}>
          {(kept) =>
            canManage ? <TargetsForm key={kept.revision} kept={kept} /> : <ReadTargets {...kept} />
          }
        </Loaded>
        <Loaded query={rating}>{(kept) => <RatingForm kept={kept} readOnly={!canManage} />}</Loaded>
      </div>
    </div>
  )
}
