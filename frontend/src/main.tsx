import './ui/mantine.css'
import './ui/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { Providers } from './app/providers'
import { startLanguages } from './i18n'

await startLanguages().catch(() => undefined) // without English the Vietnamese words are still there
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Providers />
  </StrictMode>,
)
