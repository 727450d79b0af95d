import { createRoute, lazyRouteComponent } from '@tanstack/react-router'
import { words } from '../i18n.ts'
import * as search from '../search.ts'
import { root } from './base.tsx'

export const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  validateSearch: search.signInSearch,
  loader: () => words('sign-in'),
  component: lazyRouteComponent(() => import('../../sign-in/sign-in-page.tsx'), 'SignInPage'),
})

export const setUp = createRoute({
  getParentRoute: () => root,
  path: '/set-up',
  loader: () => words('set-up'),
  component: lazyRouteComponent(() => import('../../set-up/set-up-page.tsx'), 'SetUpPage'),
})

export const invitation = createRoute({
  getParentRoute: () => root,
  path: '/invitation',
  loader: () => words('sign-in'),
  component: lazyRouteComponent(() => import('../../sign-in/invitation-page.tsx'), 'InvitationPage'),
})

export const unsubscribe = createRoute({
  getParentRoute: () => root,
  path: '/unsubscribe',
  loader: () => words('sign-in'),
  component: lazyRouteComponent(() => import('../../sign-in/unsubscribe-page.tsx'), 'UnsubscribePage'),
})
