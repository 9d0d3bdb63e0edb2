import { digest } from './digest'

/** Told by the worker: how far it is, then the hash; or that this machine cannot read the file. */
export type HashNews = { read: number } | { hash: string } | { unreadable: true }
const tell = (news: HashNews) => self.postMessage(news)

self.onmessage = ({ data: file }: MessageEvent<Blob>) => {
  digest(file, (read) => tell({ read })).then(
    (hash) => tell({ hash }),
    () => tell({ unreadable: true }),
  )
}
