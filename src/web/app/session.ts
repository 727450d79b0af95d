import { useMantineColorScheme } from '@mantine/core'
import { type QueryClient, queryOptions, useQueryClient, useSuspenseQuery } from '@tanstack/react-query'
import { redirect } from '@tanstack/react-router'
import { useEffect } from 'react'
import type { Locale, Me, SetupState } from '../../server/api.ts'
import { ApiProblem, api } from '../lib/api.ts'
import { security } from '../lib/auth.ts'
import { chooseLocale, isSpoken } from './i18n.ts'

export const meQuery = queryOptions({
  queryKey: ['me'],
  queryFn: ({ signal }) => api.get<Me>('/me', {}, signal),
  staleTime: 5 * 60_000,
  retry: false,
})

/** Lets a signed-in member through; the first visitor goes to the set-up, everybody else to the sign-in. */
export async function requireMember(client: QueryClient, next: string): Promise<void> {
  try {
    const { user } = await client.ensureQueryData(meQuery)
    // The server words some answers in the person's language: a page in another would mix the two.
    if (user.locale && !isSpoken(user.locale)) await chooseLocale(user.locale)
  } catch (error) {
    if (!(error instanceof ApiProblem) || error.status !== 401) throw error
    client.removeQueries({ queryKey: ['me'] })
    const setup = await api.get<SetupState>('/setup')
    if (setup.needed) throw redirect({ to: '/set-up' })
    throw redirect({ to: '/sign-in', search: next === '/' ? {} : { next } })
  }
}

export function useMe(): Me {
  return useSuspenseQuery(meQuery).data
}

export function useCan(permission: string): boolean {
  return useMe().permissions.includes(permission)
}

/** Changes of the person's own settings; the browser keeps theme and language too, for what is seen before the person is known. */
export function usePreferences() {
  const client = useQueryClient()
  async function save(change: {
    name?: string
    locale?: Locale
    theme?: Me['user']['theme']
    veil?: Me['user']['veil']
    timeZone?: string
  }) {
    client.setQueryData(meQuery.queryKey, (me) => me && { ...me, user: { ...me.user, ...change } })
    if (change.locale) await chooseLocale(change.locale)
    await api.patch('/me', change)
    // The server words some answers itself (health, names of fields), in the language asked for.
    if (change.locale) await client.invalidateQueries()
  }
  return save
}

/** The theme that the person chose, whatever this browser had. */
export function useOwnTheme(): void {
  const { theme } = useMe().user
  const { colorScheme, setColorScheme } = useMantineColorScheme()
  // biome-ignore lint/correctness/useExhaustiveDependencies: what changes on screen first is on its way to the person.
  useEffect(() => {
    if (theme !== colorScheme) setColorScheme(theme)
  }, [theme])
}

/** The page is loaded anew: nothing of one workspace, or of one person, may linger in memory. */
export async function switchWorkspace(id: string): Promise<void> {
  await api.patch('/me', { workspaceId: id })
  location.assign('/day')
}

/** Who uses this browser next is not told what was told to who leaves it. */
async function tellNoMore(): Promise<void> {
  const registration = await navigator.serviceWorker?.getRegistration('/')
  const subscription = await registration?.pushManager?.getSubscription()
  await subscription?.unsubscribe()
}

export async function signOut(): Promise<void> {
  await tellNoMore().catch(() => undefined)
  await security.signOut()
  location.assign('/sign-in')
}
