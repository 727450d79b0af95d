import type { PersonTier } from '../../../server/api.ts'

type Past = PersonTier['past'][number]
type Say = (key: string, values?: Record<string, string>) => string

/** One change of a tier in words: from what to what, and by whose word. */
export function pastWords({ was, became, source, by }: Past, t: Say): string {
  const none = t('tier.none')
  const change = t('tier.line', { was: was ?? none, became: became ?? none })
  return `${change} · ${t(`tier.by.${source}`, { name: by ?? t('tier.someone') })}`
}
