import { readdirSync, readFileSync } from 'node:fs'
import i18next, { type i18n } from 'i18next'

export const LOCALES = ['fr', 'en'] as const
export type Locale = (typeof LOCALES)[number]
export type Values = Record<string, string | number>

const FOLDER = new URL('./locales/', import.meta.url)
const words = load()

/**
 * The words of `key` (`namespace:key`, the namespace being a file of `locales/<locale>/`) in `locale`. Values fill
 * `{{name}}`; `{{name, number}}` and plural forms (`key_one`, `key_other` …) follow the locale. An unknown key comes
 * back as itself, and `locales.test.ts` sees to it that none is unknown in one language only.
 */
export function translate(locale: Locale, key: string, values: Values = {}): string {
  return words.t(key, { ...values, lng: locale })
}

/** Whether there are words for `key`. */
export function hasWords(locale: Locale, key: string): boolean {
  return words.exists(key, { lng: locale })
}

/** The best of ours for an `Accept-Language` header; null when it names none of them. */
export function negotiate(header: string | null | undefined): Locale | null {
  let best: { locale: Locale; quality: number } | null = null
  for (const part of (header ?? '').slice(0, 500).split(',')) {
    const [tag = '', ...parameters] = part.trim().toLowerCase().split(';')
    const locale = LOCALES.find((ours) => tag === ours || tag.startsWith(`${ours}-`))
    const quality = Number(
      parameters
        .find((p) => p.trim().startsWith('q='))
        ?.trim()
        .slice(2) ?? 1,
    )
    if (locale && quality > (best?.quality ?? 0)) best = { locale, quality }
  }
  return best?.locale ?? null
}

function load(): i18n {
  const resources: Record<string, Record<string, Record<string, string>>> = {}
  for (const locale of LOCALES) resources[locale] = namespaces(new URL(`${locale}/`, FOLDER))
  const instance = i18next.createInstance()
  void instance.init({
    resources,
    fallbackLng: false,
    initAsync: false,
    keySeparator: false,
    nsSeparator: ':',
    interpolation: { escapeValue: false },
  })
  return instance
}

function namespaces(folder: URL): Record<string, Record<string, string>> {
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'))
  return Object.fromEntries(
    files.map((file) => [file.slice(0, -5), JSON.parse(readFileSync(new URL(file, folder), 'utf8'))]),
  )
}
