import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import type { Locale } from '../../server/api.ts'
import { speak } from '../lib/api.ts'

const files = import.meta.glob<{ default: Record<string, unknown> }>('../locales/*/*.json')
const KEY = 'veillee.locale'

/** Words come per door and per language, so that a first screen carries only its own. */
const loader = {
  type: 'backend' as const,
  init() {},
  async read(language: string, namespace: string) {
    const load = files[`../locales/${language}/${namespace}.json`]
    if (!load) throw new Error(`no words for ${language}/${namespace}`)
    return (await load()).default
  },
}

export async function startI18n(): Promise<void> {
  // Chosen before the first paint, by `public/first.js`.
  const locale: Locale = document.documentElement.lang === 'fr' ? 'fr' : 'en'
  settle(locale)
  await i18next
    .use(loader)
    .use(initReactI18next)
    .init({
      lng: locale,
      supportedLngs: ['fr', 'en'],
      ns: ['common'],
      defaultNS: 'common',
      fallbackNS: 'common',
      interpolation: { escapeValue: false },
      partialBundledLanguages: true,
    })
}

function settle(locale: Locale): void {
  document.documentElement.lang = locale
  speak(locale)
}

export function isSpoken(locale: Locale): boolean {
  return i18next.language === locale
}

/** Only a choice is remembered; what the browser asked for is asked again. */
export async function chooseLocale(locale: Locale): Promise<void> {
  localStorage.setItem(KEY, locale)
  settle(locale)
  await i18next.changeLanguage(locale)
}

/** Loads the words of a door beside its code, so that no view waits twice. */
export function words(...namespaces: string[]): Promise<void> {
  return i18next.loadNamespaces(namespaces)
}
