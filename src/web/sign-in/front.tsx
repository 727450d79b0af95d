import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { chooseLocale } from '../app/i18n.ts'
import { LanternMark } from '../kit/lantern-mark.tsx'
import { useTitle } from '../kit/page-header.tsx'
import classes from './front.module.css'

/** The page before the doors: a lamp in the night, a sheet of paper, the choice of the language. */
export function Front({
  title,
  lead,
  wide,
  children,
}: {
  title: string
  lead?: ReactNode
  wide?: boolean
  children: ReactNode
}) {
  const { i18n } = useTranslation()
  useTitle(title)
  return (
    <main className={classes.front}>
      <div className={classes.brand}>
        <LanternMark size={46} />
        <span>Veillée</span>
      </div>
      <div className={classes.sheet} data-wide={wide || undefined}>
        <h1>{title}</h1>
        {lead && <p className={classes.lead}>{lead}</p>}
        {children}
      </div>
      <div className={classes.locales}>
        {(['fr', 'en'] as const).map((locale) => (
          <button
            key={locale}
            type="button"
            lang={locale}
            aria-pressed={i18n.language === locale}
            onClick={() => chooseLocale(locale)}
          >
            {locale === 'fr' ? 'Français' : 'English'}
          </button>
        ))}
      </div>
    </main>
  )
}
