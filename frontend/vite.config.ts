import { copyFile, mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'
import type { Plugin } from 'vite'

/** What pdf.js fetches by name at run time; served from our own host only. */
const pdfParts: Record<string, RegExp> = {
  cmaps: /\.bcmap$/,
  standard_fonts: /\.(pfb|ttf)$/,
  wasm: /^(jbig2|openjpeg|qcms_bg)\.wasm$/,
  iccs: /\.icc$/,
}

/** Serves pdf.js's tables, fonts and decoders under /pdf/ in dev and copies them at build. */
function pdfAssets(): Plugin {
  const root = join(import.meta.dirname, 'node_modules/pdfjs-dist')
  let out = ''
  return {
    name: 'pdf-assets',
    configResolved: (config) => {
      out = join(config.root, config.build.outDir, 'pdf')
    },
    configureServer: (server) => {
      server.middlewares.use('/pdf', (req, res, next) => {
        const [, dir = '', name = ''] = (req.url ?? '').split('?')[0]!.split('/')
        if (!pdfParts[dir]?.test(name)) return next()
        readFile(join(root, dir, name)).then(
          (bytes) => {
            res.setHeader('Content-Type', name.endsWith('.wasm') ? 'application/wasm' : 'application/octet-stream')
            res.end(bytes)
          },
          () => next(),
        )
      })
    },
    writeBundle: async () => {
      for (const [dir, wanted] of Object.entries(pdfParts)) {
        await mkdir(join(out, dir), { recursive: true })
        for (const name of (await readdir(join(root, dir))).filter((n) => wanted.test(n))) {
          await copyFile(join(root, dir, name), join(out, dir, name))
        }
      }
    },
  }
}

export default defineConfig({
  plugins: [react(), pdfAssets()],
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    manifest: true,
    // The assets folder is served as immutable; a data: address would need a wider policy.
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
  },
  server: {
    port: 5173,
    // The host stays as the browser sent it: the server compares it with the origin.
    proxy: { '/api': { target: process.env.MINHCHUNG_DEV_SERVER ?? 'http://127.0.0.1:8080', changeOrigin: false } },
  },
  test: {
    environment: 'jsdom',
    include: ['src/**/*.test.{ts,tsx}'],
    setupFiles: ['src/testing/setup.ts'],
  },
})
