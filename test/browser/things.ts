import type { Escalation } from '../../src/server/api.ts'
import type { Client } from '../support/client.ts'
import type { Things } from './views.ts'

interface Listed<T> {
  items: T[]
}

/** Conversations tried for the one whose person waits elsewhere most. */
const TRIED = 60

/**
 * Conversations with most around them, which the newest has by chance only: their person waits elsewhere too, a service
 * was asked about them, they came by our own site and wait for their hour.
 */
async function fullest({ call }: Client): Promise<string[]> {
  const talks = (path: string) => call<Listed<{ id: string }>>('GET', `/conversations?${path}`)
  const [open, site, asked] = await Promise.all([
    talks(`status=open&limit=${TRIED}`),
    talks('status=snoozed&channel=site&limit=1'),
    call<Listed<Escalation>>('GET', '/escalations?state=open&limit=1'),
  ])
  const related = await Promise.all(
    open.items.map(async ({ id }) => ({
      id,
      others: (await call<Listed<unknown>>('GET', `/conversations/${id}/related`)).items.length,
    })),
  )
  const [most] = related.sort((a, b) => b.others - a.others)
  const elsewhere = most && most.others > 0 ? [most.id] : []
  return [
    ...new Set([
      ...elsewhere,
      ...asked.items.map((one) => one.conversationId),
      ...site.items.map(({ id }) => id),
    ]),
  ]
}

/** Names of things that are there, for the pages that show one of them. */
export async function thingsOf(client: Client): Promise<Things> {
  const { call } = client
  const [talks, alerts, accounts, hooks, kinds, pages, sites, items] = await Promise.all([
    call<Listed<{ id: string; personId: string | null }>>('GET', '/conversations?status=open&limit=20'),
    call<Listed<{ id: string }>>('GET', '/alerts'),
    call<{ id: string }[]>('GET', '/accounts'),
    call<{ id: string }[]>('GET', '/webhooks'),
    call<{ id: string }[]>('GET', '/channels'),
    call<{ id: string; task: object | null }[]>('GET', '/pages'),
    call<{ id: string }[]>('GET', '/sites'),
    call<Listed<{ id: string }>>('GET', '/reader/items?limit=1'),
  ])
  return {
    conversation: talks.items[0]?.id,
    fullest: await fullest(client),
    alert: alerts.items[0]?.id,
    person: talks.items.find((talk) => talk.personId)?.personId ?? undefined,
    account: accounts[0]?.id,
    webhook: hooks[0]?.id,
    kinds: kinds.map((kind) => kind.id),
    page: pages.find((page) => page.task)?.id,
    site: sites[0]?.id,
    item: items.items[0]?.id,
  }
}
