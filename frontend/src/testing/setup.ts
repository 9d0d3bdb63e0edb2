import { afterEach } from 'vitest'
import { cleanup } from '@testing-library/react'

afterEach(() => {
  cleanup()
  if (typeof localStorage !== 'undefined') localStorage.clear() // tests of pure parts run without a window
})
