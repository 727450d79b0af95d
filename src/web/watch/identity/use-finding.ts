import { useTranslation } from 'react-i18next'
import { useFigures } from '../figure/use-figures.ts'
import type { Finding } from './finding.ts'

/** A finding in a sentence. */
export function useFinding(): (finding: Finding) => string {
  const { t } = useTranslation('identity')
  const figures = useFigures()
  return (finding) => {
    const { trait } = finding
    const { share, denied } = trait.all
    const values = {
      word: trait.word,
      share: figures.share(share),
      denied: figures.share(denied),
    }
    if (!('declared' in finding)) return t(`finding.${finding.kind}`, values)
    const rank = (n: number) => t('rank', { n })
    return t(`finding.${finding.kind}`, {
      ...values,
      declared: rank(finding.declared),
      heard: rank(finding.heard),
      leaning: figures.leaning(trait.all.tone),
    })
  }
}
