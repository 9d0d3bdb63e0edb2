import { createTheme, type MantineColorsTuple } from '@mantine/core'

/** Deep teal ink. Shade 7 carries white text at 8:1; Mantine's own blue does not reach AA everywhere. */
const ink: MantineColorsTuple = [
  '#eef5f5', '#d8e8e9', '#b2d1d5', '#85b5bb', '#4f8f97', '#2f7780', '#1d646e', '#14545d', '#0e434b', '#0a333a',
]
/** The red of a seal: refusals, returns, what is past its day. */
const seal: MantineColorsTuple = [
  '#fbeeea', '#f5d9d1', '#e8b0a2', '#d88572', '#c45b46', '#b04330', '#a3341f', '#8f2b19', '#752314', '#5c1b10',
]

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: 7,
  colors: { ink, seal },
  fontFamily: 'var(--font)',
  headings: { fontFamily: 'var(--font-title)', fontWeight: '600' },
  defaultRadius: 6,
  cursorType: 'pointer',
  focusRing: 'auto',
  respectReducedMotion: true,
})
