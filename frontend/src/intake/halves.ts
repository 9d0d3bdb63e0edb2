/** An upload of which the server holds a part, known by the hash of its file. */
export interface Half { hash: string; upload: string; name: string; size: number; part: number; task?: number; at: number }

/** After this the server has swept what was not finished. */
const kept = 24 * 3_600_000
const most = 20

/**
 * The uploads of one account that were cut off in this browser. The bytes are not kept
 * here: the same file, chosen again, is known by its hash and goes on where it stopped.
 */
export class Halves {
  private readonly key: string
  private memory: Half[] = []

  constructor(account: number) {
    this.key = `mc.uploads.${account}`
  }

  all(): Half[] {
    const fresh = (half: Half) => Date.now() - half.at < kept
    try {
      const list: unknown = JSON.parse(localStorage.getItem(this.key) ?? '[]')
      return (Array.isArray(list) ? (list as Half[]) : []).filter((half) => typeof half?.hash === 'string' && typeof half.upload === 'string' && fresh(half))
    } catch {
      return this.memory.filter(fresh) // storage refused: it lasts as long as the page
    }
  }
  of(hash: string): Half | undefined {
    return this.all().find((half) => half.hash === hash)
  }
  keep(half: Half): void {
    this.write([half, ...this.all().filter((other) => other.hash !== half.hash)].slice(0, most))
  }
  forget(hash: string): void {
    this.write(this.all().filter((half) => half.hash !== hash))
  }

  private write(list: Half[]): void {
    this.memory = list
    try {
      if (list.length > 0) localStorage.setItem(this.key, JSON.stringify(list))
      else localStorage.removeItem(this.key)
    } catch {
      // Kept in memory only.
    }
  }
}
