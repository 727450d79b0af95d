import { z } from 'zod'
import type { Handle } from '../../../lib/db/index.ts'
import { invalid } from '../../../lib/errors/index.ts'
import { HttpFailure, isPublicAddress, type SafeHttp } from '../../../lib/http/index.ts'
import { type Locale, translate } from '../../../lib/i18n/index.ts'
import { keyPurpose, type Sealing } from './sealed.ts'
import { type Analyser, analyserOf, type By, saveAnalyser } from './store.ts'

const money = z.number().min(0).max(1_000_000)

export const analyserChange = z.strictObject({
  enabled: z.boolean(),
  /** Absent: as it was. */
  drafts: z.boolean().optional(),
  url: z.url({ protocol: /^https?$/ }).max(500),
  model: z.string().trim().min(1).max(200),
  /** Absent: as it was; null: none. */
  key: z
    .string()
    .trim()
    .min(1)
    .max(2000)
    .regex(/^[\x21-\x7e]+$/)
    .nullable()
    .optional(),
  currency: z.enum(['EUR', 'USD', 'GBP', 'CHF', 'CAD']),
  priceIn: money,
  priceOut: money,
  capMoney: money,
  capTokens: z.int().min(0).max(1_000_000_000),
  private: z.boolean(),
})
export type AnalyserChange = z.output<typeof analyserChange>

export function presentAnalyser(row: Analyser) {
  const { enabled, drafts, url, model, currency } = row
  return {
    ...{ enabled, drafts, url, model, currency, private: row.private },
    key: row.sealed_key !== null,
    priceIn: row.price_in,
    priceOut: row.price_out,
    capMoney: row.cap_micros / 1e6,
    capTokens: row.cap_tokens,
  }
}

interface Parts {
  db: Handle
  http: SafeHttp
  sealing: Sealing
  locale: Locale
}

export async function changeAnalyser(parts: Parts, by: By, change: AnalyserChange): Promise<void> {
  const { db, http, sealing, locale } = parts
  await requireReachable(http, change.url, locale)
  const before = await analyserOf(db, by.workspaceId)
  await saveAnalyser(db, by, {
    enabled: change.enabled,
    drafts: change.drafts ?? before?.drafts ?? false,
    url: change.url,
    model: change.model,
    sealed_key: keyAfter(before, change, (key) => sealing.seal(key, keyPurpose(by.workspaceId))),
    currency: change.currency,
    price_in: change.priceIn,
    price_out: change.priceOut,
    cap_micros: Math.round(change.capMoney * 1e6),
    cap_tokens: change.capTokens,
    private: change.private,
  })
}

/** A key goes to the place that it was given for: whoever may change the address must not learn it by that. */
function keyAfter(
  before: Analyser | undefined,
  { key, url }: AnalyserChange,
  sealed: (key: string) => string,
) {
  if (key) return sealed(key)
  if (key === null || !before?.sealed_key) return null
  if (URL.parse(before.url)?.origin !== URL.parse(url)?.origin)
    throw invalid('analyser_key_again', {}, { key: 'analyser_key_again' })
  return before.sealed_key
}

/** The rules of every call, and that nothing goes in clear over the public network. */
async function requireReachable(http: SafeHttp, address: string, locale: Locale): Promise<void> {
  try {
    await http.check(address)
    const { protocol, hostname, port } = new URL(address)
    if (protocol === 'https:') return
    const number = Number(port || 80)
    const addresses = await http.addresses(hostname, number, [number])
    if (!addresses.some(isPublicAddress)) return
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    const reason = translate(locale, `channel:http.${error.kind}`)
    throw invalid('analyser_address', { reason }, { url: reason })
  }
  throw invalid('analyser_clear', {}, { url: 'analyser_clear' })
}
