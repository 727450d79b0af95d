import type { ChannelAccount, OwnSite, SiteForm } from '../../src/server/api.ts'
import type { Client } from '../support/client.ts'
import type { View } from './look.ts'

const both = (fr: string, en: string) => ({ fr, en })

export interface OwnSiteThings {
  account: string
  site: string
  form: string
}

/** A site of ours with a form and hours to be called, and a call that was written down. */
export async function setUpSite({ call }: Client): Promise<OwnSiteThings> {
  const windows = [1, 2, 3, 4, 5, 6, 7].map((day) => ({ day, from: '08:00', to: '20:00' }))
  const config = { privacyUrl: 'https://maison.example/vie-privee', callBack: { enabled: true, windows } }
  const { id: account } = await call<ChannelAccount>('POST', '/accounts', {
    ...{ channel: 'site', name: 'Maison Ardoise', config },
  })
  const { id: form } = await call<SiteForm>('POST', '/site-forms', {
    ...{ accountId: account, name: 'Après-vente' },
    fields: [
      { id: 'nom', kind: 'name', label: both('Votre nom', 'Your name'), required: false },
      { id: 'mail', kind: 'email', label: both('Adresse', 'Address'), required: true },
      {
        ...{ id: 'motif', kind: 'choice', label: both('Motif', 'Reason'), required: true },
        options: [both('Retard', 'Late'), both('Panne', 'Broken')],
      },
      { id: 'texte', kind: 'message', label: both('Message', 'Message'), required: true },
      { id: 'piece', kind: 'file', label: both('Photo', 'Photo'), required: false },
      { id: 'accord', kind: 'consent', label: both('J’accepte.', 'I agree.'), required: true },
    ],
    thanks: both('Merci, c’est arrivé.', 'Thank you, we have it.'),
  })
  const note = 'A demandé où en est sa commande ; on la rappelle demain.'
  await call('POST', '/exchanges', {
    ...{ kind: 'phone', direction: 'in', name: 'Mme Roy', contact: '01 23 45 67 89', note },
  })
  const [site] = (await call<OwnSite[]>('GET', '/own-sites')).filter((one) => one.accountId === account)
  if (!site) throw new Error('the site is not there')
  return { account, site: site.publicId, form }
}

/** Where the team sees it. */
export function ownSiteViews({ account }: OwnSiteThings): View[] {
  return [
    { name: 'own-site', path: `/settings/channels/${account}`, ready: '#main form' },
    { name: 'calls', path: '/calls', ready: '#main h1' },
    {
      name: 'exchange',
      path: '/calls',
      ready: '#main h1',
      act: async (page) => {
        await page.keyboard.press('t')
        await page.locator('[role="dialog"] form, dialog form').first().waitFor()
      },
    },
  ]
}

/** What visitors see, without a program of ours: a talk, a form, the same form with what is wrong, hours to be called. */
export function visitorViews({ site, form }: OwnSiteThings): View[] {
  const wrong = /the server responded with a status of 422/
  return [
    { name: 'site-talk', path: `/site/${site}`, ready: 'main form' },
    { name: 'site-form', path: `/site/${site}/forms/${form}`, ready: 'main form' },
    {
      ...{ name: 'site-form-wrong', path: `/site/${site}/forms/${form}`, ready: 'main form', refused: wrong },
      act: async (page) => {
        await page
          .locator('form')
          .evaluate((node) => (node as HTMLFormElement).setAttribute('novalidate', ''))
        await page.locator('form button').last().click()
        await page.locator('[role="alert"]').first().waitFor()
      },
    },
    { name: 'site-calls', path: `/site/${site}/call-back`, ready: 'main form' },
  ]
}
