import { createRootRoute, createRoute, Outlet } from '@tanstack/react-router'
import { queryClient } from '../providers.tsx'
import * as search from '../search.ts'
import { requireMember } from '../session.ts'
import { Shell } from '../shell.tsx'

export const root = createRootRoute({ component: Outlet })

export const app = createRoute({
  getParentRoute: () => root,
  id: 'app',
  validateSearch: search.appSearch,
  beforeLoad: ({ location }) => requireMember(queryClient, location.href),
  component: Shell,
})
