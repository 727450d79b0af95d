import type { Client } from '../support/client.ts'
import type { Things } from './views.ts'

interface Listed<T> {
  items: T[]
}

/** Names of things that are there, for the pages that show one of them. */
export async function thingsOf({ call }: Client): Promise<Things> {
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
