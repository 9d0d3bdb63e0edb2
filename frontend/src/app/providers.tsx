import { MantineProvider } from '@mantine/core'
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { ApiError, mayRetry, toApiError } from '../api/errors'
import { theme } from '../ui/theme'
import { Toasts } from '../ui/toast'
import { makeRouter } from './router'
import { usePreference } from './use-preference'

/** One client a page: a session that ended anywhere brings the sign-in screen, once. */
function makeClient(): QueryClient {
  const client: QueryClient = new QueryClient({
    queryCache: new QueryCache({
      onError: (error, query) => {
        if (error instanceof ApiError && error.status === 401 && query.queryKey[0] !== 'me') {
          void client.resetQueries({ queryKey: ['me'] })
        }
      },
    }),
    defaultOptions: {
      queries: {
        staleTime: 5_000,
        // A ward's network may have no way to the internet: only the answer itself decides.
        networkMode: 'always',
        retry: (count, error) => count < 2 && mayRetry(toApiError(error)),
        retryDelay: (count) => 500 * 2 ** count,
      },
      mutations: { networkMode: 'always' },
    },
  })
  return client
}

export function Providers() {
  const [client] = useState(makeClient)
  const [router] = useState(() => makeRouter(client))
  const [size] = usePreference('size')
  useEffect(() => {
    document.documentElement.dataset.size = size
  }, [size])
  return (
    <MantineProvider theme={theme} forceColorScheme="light">
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
        <Toasts />
      </QueryClientProvider>
    </MantineProvider>
  )
}
