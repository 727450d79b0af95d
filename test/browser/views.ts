import type { View } from './look.ts'

/** What the pages need to know of what is in the program: names of things that exist. */
export interface Things {
  conversation: string | undefined
  /** Other conversations, with more around them. */
  fullest: string[]
  alert: string | undefined
  person: string | undefined
  account: string | undefined
  webhook: string | undefined
  page: string | undefined
  site: string | undefined
  item: string | undefined
  kinds: string[]
}

/** Pages of a member, in the order of the doors. */
export function memberViews(things: Things): View[] {
  const { conversation, alert, person, account, webhook, kinds, page, site, item } = things
  const views: (View | false)[] = [
    { name: 'day', path: '/day', ready: '#main section h2, #main .empty-state' },
    { name: 'inbox', path: '/inbox', ready: 'section ul li a, .empty-state' },
    conversation !== undefined && {
      name: 'conversation',
      path: `/inbox/${conversation}`,
      ready: 'article ol li',
    },
    conversation !== undefined && {
      name: 'inbox-assign',
      path: `/inbox/${conversation}`,
      ready: 'article ol li',
      act: async (page) => {
        await page.keyboard.press('a')
        await page.locator('[role="dialog"] [role="option"]').first().waitFor()
      },
    },
    conversation !== undefined && {
      name: 'note',
      path: `/inbox/${conversation}`,
      ready: 'article ol li',
      act: async (page) => {
        await page.keyboard.press('n')
        await page.locator('#note').waitFor()
      },
    },
    ...things.fullest.map((id, at) => ({
      name: `conversation-${at + 1}`,
      path: `/inbox/${id}`,
      ready: 'article ol li',
    })),
    { name: 'away', path: '/away', ready: '#away-came' },
    { name: 'mentions', path: '/inbox?view=mentions', ready: 'section ul li a, .empty-state' },
    conversation !== undefined && {
      name: 'service-ask',
      path: `/inbox/${conversation}`,
      ready: 'article ol li',
      act: async (page) => {
        await page.keyboard.press('s')
        await page.locator('[role="dialog"] form, [role="dialog"] .empty-state').first().waitFor()
      },
    },
    { name: 'services', path: '/settings/services', ready: '#main #new' },
    { name: 'escalations', path: '/reports/escalations', ready: '#main table, #main .empty-state' },
    { name: 'private-lists', path: '/private', ready: '#main ul li h2, #main .empty-state' },
    { name: 'private-lines', path: '/settings/private', ready: '#main fieldset textarea' },
    { name: 'outbox', path: '/outbox', ready: '#main ul li, .empty-state' },
    { name: 'outbox-unknown', path: '/outbox?view=unknown', ready: '#main ul li, .empty-state' },
    {
      name: 'stop',
      path: '/outbox',
      ready: '#main h1',
      act: async (page) => {
        await page.locator('.page-actions button').click()
        await page.locator('[role="dialog"] form').waitFor()
      },
    },
    { name: 'alerts', path: '/watch', ready: '#main ul li h2, .empty-state' },
    {
      name: 'alert-new',
      path: '/watch/new?query=livraison%20sentiment%3Anegative',
      ready: '#main section figure, #main section p',
      act: async (page) => {
        const post = page.locator('#main li > article').first()
        if ((await post.count()) === 0) return
        await post.hover()
        await page.keyboard.press('x')
        await page.locator('#main article[data-dimmed]').first().waitFor()
      },
    },
    alert !== undefined && {
      name: 'alert',
      path: `/watch/${alert}`,
      ready: '#main figure svg, .empty-state',
    },
    alert !== undefined && {
      name: 'alert-edit',
      path: `/watch/${alert}/edit?query=livraison%20OR%20retard*`,
      ready: '#main section figure',
    },
    { name: 'alert-import', path: '/watch/import', ready: '#main textarea' },
    { name: 'lists', path: '/watch/lists', ready: '#main ul li, .empty-state' },
    { name: 'posts', path: '/watch/posts', ready: '#main article, .empty-state' },
    { name: 'identity', path: '/watch/identity', ready: '#main figure, #main .empty-state' },
    { name: 'competitors', path: '/watch/competitors', ready: '#main figure, #main .empty-state' },
    { name: 'search', path: '/watch/search?q=livraison', ready: '#main article, #main .empty-state' },
    { name: 'search-empty', path: '/watch/search', ready: '#main .empty-state' },
    { name: 'pages', path: '/watch/pages', ready: '#starters' },
    page !== undefined && { name: 'page', path: `/watch/pages/${page}`, ready: '#comparison' },
    { name: 'sites', path: '/watch/sites', ready: '#main ul li h2, #main .empty-state' },
    site !== undefined && { name: 'site', path: `/watch/sites/${site}`, ready: '#falls' },
    { name: 'queue', path: '/moderation', ready: '#main [data-item], #main .empty-state' },
    { name: 'agreement', path: '/moderation/agreement', ready: '#overall' },
    { name: 'acts', path: '/moderation/acts?view=all', ready: '#main [data-act], #main .empty-state' },
    { name: 'appeals', path: '/moderation/acts?view=appeals', ready: '#main [data-act], #main .empty-state' },
    { name: 'charter', path: '/moderation/charter', ready: '#published' },
    { name: 'removals', path: '/moderation/removals', ready: '#rules, #main .empty-state' },
    { name: 'reader', path: '/watch/reader', ready: '#main ul li a, #main .empty-state' },
    item !== undefined && { name: 'article', path: `/watch/reader?item=${item}`, ready: '#main article h2' },
    person !== undefined && { name: 'person', path: `/people/${person}`, ready: '#timeline' },
    { name: 'notices', path: '/notices', ready: '#main ul li, #main .empty-state' },
    { name: 'notice-settings', path: '/settings/notices', ready: '#on-call' },
    { name: 'time', path: '/settings/time', ready: '#by-hand' },
    { name: 'settings', path: '/settings', ready: '#main ul a' },
    { name: 'channels', path: '/settings/channels', ready: '#kinds' },
    ...kinds.map((kind) => ({
      name: `connect-${kind}`,
      path: `/settings/channels/new/${kind}`,
      ready: '#main form',
    })),
    account !== undefined && { name: 'channel', path: `/settings/channels/${account}`, ready: '#health' },
    { name: 'imports', path: '/settings/imports', ready: '#main button' },
    { name: 'saved-answers', path: '/settings/answers', ready: '#main ul.sheet li, #main .empty-state' },
    { name: 'saved-answer-new', path: '/settings/answers/new', ready: '#main form' },
    { name: 'team', path: '/settings/team', ready: '#members' },
    { name: 'approvals', path: '/approvals', ready: '#main ul li, #main .empty-state' },
    { name: 'approvals-decided', path: '/approvals?view=decided', ready: '#main ul li, #main .empty-state' },
    { name: 'approval-rules', path: '/settings/approval', ready: '#approval-rules' },
    { name: 'assignment', path: '/settings/assignment', ready: '#groups' },
    { name: 'tiers', path: '/settings/tiers', ready: '#tiers' },
    { name: 'keys', path: '/settings/keys', ready: '#main form' },
    { name: 'webhooks', path: '/settings/webhooks', ready: '#main form' },
    { name: 'courtesy-settings', path: '/settings/courtesy', ready: '#main form h2' },
    { name: 'time-targets', path: '/settings/time-targets', ready: '#main form h2' },
    { name: 'courtesy-report', path: '/reports/courtesy', ready: '#main section, #main .notice' },
    { name: 'service-report', path: '/reports/service', ready: '#main section' },
    { name: 'late', path: '/inbox?view=late', ready: 'section ul li a, .empty-state' },
    webhook !== undefined && { name: 'webhook', path: `/settings/webhooks/${webhook}`, ready: '#log' },
    { name: 'channels-failed', path: '/settings/channels?failed=denied', ready: '.notice' },
    { name: 'workspace', path: '/settings/workspace', ready: '#objectives' },
    { name: 'understanding', path: '/settings/understanding', ready: '#main section h2' },
    { name: 'audit', path: '/settings/audit', ready: '#main table, .empty-state' },
    { name: 'profile', path: '/settings/profile', ready: '#sessions' },
    { name: 'start', path: '/start', ready: '#sources' },
    { name: 'missing', path: '/watch/00000000-0000-7000-8000-000000000000', ready: '.whole-page' },
    {
      name: 'palette',
      path: '/day',
      ready: '#main h1',
      act: async (page) => {
        await page.keyboard.press('Control+k')
        await page.locator('[role="listbox"] [role="option"]').first().waitFor()
      },
    },
    {
      name: 'keyboard',
      path: '/day',
      ready: '#main h1',
      act: async (page) => {
        await page.locator('#main').focus()
        await page.keyboard.press('?')
        await page.locator('dialog dl').first().waitFor()
      },
    },
  ]
  return views.filter((view) => view !== false)
}

/** The first page of all, with the questions of its first step. */
export const SET_UP_VIEW: View = { name: 'set-up', path: '/set-up#a-token', ready: 'form' }

/** Pages of somebody who is not signed in. */
export const FRONT_VIEWS: View[] = [
  { name: 'sign-in', path: '/sign-in', ready: 'form' },
  {
    name: 'invitation',
    path: '/invitation#not-a-token-that-serves',
    ready: '[role="alert"]',
    refused: /410/,
  },
]
