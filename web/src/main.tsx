import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { startI18n } from './lib/i18n.ts'
import { createQueryClient } from './lib/query-client.ts'
import { createAppRouter } from './router.tsx'
import { Notices } from './ui/notify.tsx'
import { cssVariablesResolver, theme } from './ui/theme.ts'
import './ui/mantine.css'
import './ui/tokens.css'
import './ui/ui.css'

const container = document.getElementById('root')
if (!container) throw new Error('index.html has no element with the id “root”.')

const queryClient = createQueryClient(askToSignIn)
const router = createAppRouter(queryClient)

/** Leads to the sign-in when the session has ended, and back to the same place afterwards. */
function askToSignIn(): void {
  const { pathname, href } = router.state.location
  if (pathname === '/sign-in') return
  queryClient.removeQueries()
  void router.navigate({ to: '/sign-in', search: { redirect: href } })
}

// A deployment removes the old chunks: reload the page, once.
addEventListener('vite:preloadError', (event) => {
  const lastTime = Number(sessionStorage.getItem('chorus-reloaded') ?? 0)
  if (Date.now() - lastTime < 60_000) return
  event.preventDefault()
  sessionStorage.setItem('chorus-reloaded', String(Date.now()))
  location.reload()
})

await startI18n()

createRoot(container).render(
  <StrictMode>
    <MantineProvider theme={theme} cssVariablesResolver={cssVariablesResolver} defaultColorScheme="auto">
      <Notices />
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
)
