import { NativeSelect } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { PersonTier } from '../../../server/api.ts'
import { useCan } from '../../app/session.ts'
import { tiersQuery } from '../../kit/tier/queries.ts'
import { TierTag } from '../../kit/tier/tier-tag.tsx'
import { When } from '../../kit/when.tsx'
import { useAtOnce } from '../../lib/use-at-once.ts'
import { pastWords } from './past.ts'
import { personTierQuery, useGive } from './use-give.ts'

function Past({ past }: Pick<PersonTier, 'past'>) {
  const { t } = useTranslation('person')
  if (past.length === 0) return null
  return (
    <details>
      <summary className="small">{t('tier.past')}</summary>
      <ul className="small">
        {past.map((one, n) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: what is past is never put in another order.
          <li key={n}>
            {pastWords(one, t)} · <When at={one.at} />
          </li>
        ))}
      </ul>
    </details>
  )
}

/** The tier of a customer, by whose word, and how it came about. */
export function TierOf({ id }: { id: string }) {
  const { t } = useTranslation('person')
  const canGive = useCan('people:write')
  const { data } = useQuery(personTierQuery(id))
  const tiers = useQuery(tiersQuery).data?.tiers ?? []
  const give = useGive(id)
  const seen = data?.tier?.id ?? null
  const [tierId, setTierId] = useAtOnce(seen, (asked) => give.mutateAsync({ tierId: asked, seen }))
  if (!data) return <span className="hush">…</span>
  const { tier, said, past } = data
  return (
    <>
      {canGive && tiers.length > 0 ? (
        <NativeSelect
          size="sm"
          aria-label={t('tier.label')}
          value={tierId ?? ''}
          data={[
            { value: '', label: t('tier.none') },
            ...tiers.map((one) => ({ value: one.id, label: one.name })),
          ]}
          onChange={(event) => setTierId(event.currentTarget.value || null)}
        />
      ) : tier ? (
        <TierTag tier={tier} />
      ) : (
        <span>{t('tier.none')}</span>
      )}
      {said && (
        <p className="hush small">
          {t(`tier.source.${said.source}`, { name: said.by ?? t('tier.someone') })} · <When at={said.at} />
        </p>
      )}
      <Past past={past} />
    </>
  )
}
