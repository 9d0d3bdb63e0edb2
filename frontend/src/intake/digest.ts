import { sha256 } from '@noble/hashes/sha2.js'
import { bytesToHex } from '@noble/hashes/utils.js'

/** How much of a file is in memory at a time, in bytes. */
const slice = 2 * 1024 * 1024

/**
 * SHA-256 of a file in lower hex, read slice by slice. Plain arithmetic and not
 * crypto.subtle, which a page on plain http does not have and which wants the whole file
 * at once. `read` hears how many bytes are through.
 */
export async function digest(file: Blob, read: (bytes: number) => void, stopped: () => boolean = () => false): Promise<string> {
  const hash = sha256.create()
  for (let at = 0; at < file.size && !stopped(); at += slice) {
    const part = await file.slice(at, at + slice).arrayBuffer()
    hash.update(new Uint8Array(part))
    read(Math.min(file.size, at + slice))
  }
  return bytesToHex(hash.digest())
}
