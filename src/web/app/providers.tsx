import { type CSSVariablesResolver, localStorageColorSchemeManager, MantineProvider } from '@mantine/core'
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { ApiProblem } from '../lib/api.ts'
import { nonce } from './nonce.ts'
import { Notices } from './notices.tsx'
import { theme } from './theme.ts'

const schemes = localStorageColorSchemeManager({ key: 'veillee.theme' })

/** The kit's own names for the colours, given ours. */
const variables = {
  '--mantine-color-body': 'var(--sheet)',
  '--mantine-color-text': 'var(--ink)',
  '--mantine-color-dimmed': 'var(--ink-3)',
  '--mantine-color-placeholder': 'var(--ink-3)',
  '--mantine-color-anchor': 'var(--ember)',
  '--mantine-color-error': 'var(--negative)',
  '--mantine-color-default': 'var(--sheet)',
  '--mantine-color-default-hover': 'var(--sheet-2)',
  '--mantine-color-default-color': 'var(--ink)',
  '--mantine-color-default-border': 'var(--line-strong)',
  '--mantine-color-gray-light': 'var(--sheet-2)',
  '--mantine-color-gray-light-color': 'var(--ink)',
  '--mantine-color-gray-text': 'var(--ink-2)',
  '--mantine-color-gray-light-hover': 'var(--line)',
  '--mantine-color-ember-text': 'var(--ember)',
  '--mantine-color-ember-light': 'var(--ember-soft)',
  '--mantine-color-ember-light-color': 'var(--ember)',
  '--mantine-color-ember-filled': 'var(--ember)',
}
const resolver: CSSVariablesResolver = () => ({ variables: {}, light: variables, dark: variables })

export const queryClient = new QueryClient({
  queryCache: new QueryCache({
    onError(error) {
      const ended = error instanceof ApiProblem && error.status === 401
      // A session that ends while its pages are open: the page asked for comes back after the sign-in.
      if (ended && queryClient.getQueryData(['me']) !== undefined) location.reload()
    },
  }),
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      networkMode: 'always',
      retry: (count, error) =>
        count < 2 && error instanceof ApiProblem && (error.status === 0 || error.status >= 502),
    },
    mutations: { networkMode: 'always' },
  },
})

export function Providers({ children }: { children: ReactNode }) {
  return (
    <QueryClientProvider client={queryClient}>
      <MantineProvider
        theme={theme}
        colorSchemeManager={schemes}
        defaultColorScheme="auto"
        getStyleNonce={() => nonce}
        cssVariablesResolver={resolver}
      >
        {children}
        <Notices />
      </MantineProvider>
    </QueryClientProvider>
  )
}
