import { spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface Server { url: string; said: () => string; stop: () => Promise<void> }

/**
 * Starts the program with its demo office on a free port and a folder of its own. With
 * MINHCHUNG_E2E_URL a running one is used instead, and left running.
 */
export async function startServer(): Promise<Server> {
  const running = process.env.MINHCHUNG_E2E_URL
  return running ? { url: running, said: () => '', stop: () => Promise.resolve() } : start('--demo')
}

/** Starts an installation where nobody ever was. */
export const startEmpty = (): Promise<Server> => start()

async function start(...flags: string[]): Promise<Server> {
  const data = mkdtempSync(join(tmpdir(), 'minhchung-e2e-'))
  chmodSync(data, 0o755) // the database runs under an account of its own and must get through
  const program = process.env.MINHCHUNG_BIN ?? join(import.meta.dirname, '../../bin/minhchung')
  const child = spawn(program, ['serve', ...flags, '--data', join(data, 'data'), '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'pipe'] })
  try {
    const { url, said } = await addressOf(child)
    return { url, said, stop: () => stop(child, data) }
  } catch (cause) {
    await stop(child, data)
    throw cause
  }
}

function addressOf(child: ChildProcess): Promise<{ url: string; said: () => string }> {
  return new Promise((resolve, reject) => {
    let said = ''
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      const match = /listening on (https?:\/\/127\.0\.0\.1:\d+)/.exec(said)
      if (match) resolve({ url: match[1]!, said: () => said })
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`the program ended with ${code}: ${said}`)))
    setTimeout(() => reject(new Error(`no address within three minutes: ${said}`)), 180_000).unref()
  })
}

async function stop(child: ChildProcess, data: string): Promise<void> {
  if (child.exitCode === null) {
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await Promise.race([gone, new Promise((resolve) => setTimeout(resolve, 20_000).unref())])
  }
  rmSync(data, { recursive: true, force: true })
}
