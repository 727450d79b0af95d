import '@fontsource-variable/figtree/wght.css'
import './app/mantine.css'
import './app/tokens.css'
import './app/global.css'
import './kit/kit.css'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startI18n } from './app/i18n.ts'
import { Providers, queryClient } from './app/providers.tsx'
import { router } from './app/router.tsx'
import { meQuery } from './app/session.ts'

const FRONT = /^\/(sign-in|set-up|invitation)/

// What every page of a member needs is asked for while the words are on their way.
if (!FRONT.test(location.pathname)) {
  queryClient.prefetchQuery(meQuery)
  if (/^\/(day)?$/.test(location.pathname)) import('./day/day-page.tsx')
}
await startI18n()
const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <Providers>
        <RouterProvider router={router} />
      </Providers>
    </StrictMode>,
  )
}
