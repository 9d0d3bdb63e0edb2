// Fails the build when what a person must download outgrows what was promised (gz, KB).
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const dist = join(import.meta.dirname, '../dist')
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))
const kb = (file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length / 1024

/** The files of one entry with everything it imports at once. */
function closure(key, seen = new Set()) {
  if (seen.has(key)) return seen
  seen.add(key)
  for (const next of manifest[key].imports ?? []) closure(next, seen)
  return seen
}
const scripts = (keys) => [...new Set([...keys].map((key) => manifest[key].file))].reduce((sum, file) => sum + kb(file), 0)

const shell = closure('index.html')
const checks = [['shell', scripts(shell), 170]]
for (const [key, chunk] of Object.entries(manifest)) {
  if (!chunk.isDynamicEntry || !key.startsWith('src/screens/')) continue
  checks.push([`route ${key.split('/')[2]}/${key.split('/').pop()}`, scripts(new Set([...shell, ...closure(key)])), 220])
}
const assets = readdirSync(join(dist, 'assets'))
for (const [name, test, limit] of [['viewer', /^pdf-[\w-]+\.js$/, 140], ['viewer worker', /^pdf\.worker/, 380]]) {
  for (const file of assets.filter((f) => test.test(f))) checks.push([name, kb(join('assets', file)), limit])
}
checks.push(['all CSS', assets.filter((f) => f.endsWith('.css')).reduce((sum, f) => sum + kb(join('assets', f)), 0), 30])

let failed = false
for (const [name, size, limit] of checks) {
  const over = size > limit
  failed ||= over
  console.log(`${over ? 'OVER' : 'ok  '} ${name.padEnd(32)} ${size.toFixed(1).padStart(7)} of ${limit} KB gz`)
}
if (!checks.some(([name]) => name === 'viewer')) console.log('note: no viewer chunk in this build')
process.exit(failed ? 1 : 0)
