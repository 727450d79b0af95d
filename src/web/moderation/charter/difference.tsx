import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Charter, CharterDifference } from '../../../server/api.ts'
import { wordsIn } from '../../inbox/escalation/words.ts'
import { When } from '../../kit/when.tsx'
import { useFormat } from '../../lib/use-format.ts'
import { versionsQuery } from './queries.ts'

/** What the draft would change of what is published. */
export function Difference({ difference, charter }: { difference: CharterDifference; charter: Charter }) {
  const { t } = useTranslation('moderation')
  const { locale, list } = useFormat()
  const nameOf = (id: string) => {
    const rule = charter.rules.find((one) => one.id === id)
    return rule ? wordsIn(rule.title, locale) : id
  }
  const { added, removed, changed, around, moved } = difference
  const lines = [
    ...added.map((id) => t('difference.added', { rule: nameOf(id) })),
    ...removed.map((id) => t('difference.removed', { rule: id })),
    ...changed.map(({ id, fields }) =>
      t('difference.changed', {
        rule: nameOf(id),
        what: list(fields.map((one) => t(`difference.field.${one}`))),
      }),
    ),
    ...(around.length > 0
      ? [t('difference.around', { what: list(around.map((one) => t(`difference.field.${one}`))) })]
      : []),
    ...(moved ? [t('difference.moved')] : []),
  ]
  return (
    <section className="sheet stack" aria-labelledby="difference">
      <h3 id="difference">{t('difference.title')}</h3>
      {lines.length === 0 ? (
        <p>{t('difference.none')}</p>
      ) : (
        <ul>
          {lines.map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** All that were ever published. */
export function Versions() {
  const { t } = useTranslation('moderation')
  const { data = [] } = useQuery(versionsQuery)
  if (data.length < 2) return null
  return (
    <details>
      <summary>{t('charter.versions')}</summary>
      <ul>
        {data.map(({ version, published, by }) => (
          <li key={version}>
            {t('charter.version', { version, name: by.name })} · <When at={published} />
          </li>
        ))}
      </ul>
    </details>
  )
}
