import type { Writable } from 'node:stream'

const CELLS = 24

/** A line at a terminal that is drawn over again; elsewhere, nothing. */
export interface Bar {
  /** @param share 0 to 1 */
  show(share: number, words: string): void
  /** Takes the line away. */
  clear(): void
}

export function progressBar(stream: Writable & { isTTY?: boolean; columns?: number }): Bar {
  if (!stream.isTTY) return { show: () => undefined, clear: () => undefined }
  let last = ''
  return {
    show(share, words) {
      const full = Math.round(Math.min(1, Math.max(0, share)) * CELLS)
      const line = `${'█'.repeat(full)}${'░'.repeat(CELLS - full)} ${words}`.slice(
        0,
        (stream.columns ?? 80) - 1,
      )
      if (line === last) return
      last = line
      stream.write(`\r\u001b[2K${line}`)
    },
    clear() {
      if (last) stream.write('\r\u001b[2K')
      last = ''
    },
  }
}
