import { createRouter } from '@tanstack/react-router'
import { queryString } from '../lib/api.ts'
import { BrokenPage, MissingPage } from './error-page.tsx'
import { routeTree } from './routes/index.tsx'

/** Addresses stay plain (`?view=mine&q=retard`), so that people can read, share and type them. */
export const router = createRouter({
  routeTree,
  parseSearch: (text) => Object.fromEntries(new URLSearchParams(text)),
  stringifySearch: (search) => queryString(search as Record<string, string | undefined>),
  defaultPreload: 'intent',
  defaultPreloadStaleTime: 0,
  defaultPendingMs: 300,
  defaultErrorComponent: BrokenPage,
  defaultNotFoundComponent: MissingPage,
  scrollRestoration: true,
})

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router
  }
}
