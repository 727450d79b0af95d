import '@fontsource-variable/figtree/wght.css'
import './app/mantine.css'
import './app/tokens.css'
import './app/global.css'
import './kit/kit.css'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startI18n } from './app/i18n.ts'
import { Providers } from './app/providers.tsx'
import { router } from './app/router.tsx'

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
