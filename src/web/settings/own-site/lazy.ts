import { lazy } from 'react'
import { words } from '../../app/i18n.ts'

/** What only our own sites are set with; the other channels have their forms from their schema. */
export const NewSite = lazy(async () => {
  const [{ NewSite }] = await Promise.all([import('./new-site.tsx'), words('own-site')])
  return { default: NewSite }
})

export const SiteSettings = lazy(async () => {
  const [{ SiteSettings }] = await Promise.all([import('./site-settings.tsx'), words('own-site')])
  return { default: SiteSettings }
})
