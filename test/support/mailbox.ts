/** One message as a server keeps it. */
export interface Kept {
  uid: number
  raw: Buffer
  flags: Set<string>
  arrived: Date
  modseq: number
}

/** A folder of a mail server: UIDs only grow, each change gets the next MODSEQ. */
export class Folder {
  readonly path: string
  readonly use: string | undefined
  validity = 1_700_000_000
  next = 1
  modseq = 1
  messages: Kept[] = []
  #heard = new Set<() => void>()

  constructor(path: string, use?: string) {
    this.path = path
    this.use = use
  }

  add(raw: string | Uint8Array, arrived = new Date(), flags: string[] = []): Kept {
    const bytes = Buffer.from(raw)
    const kept = { uid: this.next++, raw: bytes, flags: new Set(flags), arrived, modseq: ++this.modseq }
    this.messages.push(kept)
    for (const hear of this.#heard) hear()
    return kept
  }

  expunge(fits: (message: Kept) => boolean): void {
    this.messages = this.messages.filter((message) => !fits(message))
    this.modseq++
  }

  /** As after a restore from a backup: all UIDs are others. */
  renumber(): void {
    this.validity++
    this.next = 1000
    for (const message of this.messages) message.uid = this.next++
  }

  move(fits: (message: Kept) => boolean, to: Folder): void {
    const moved = new Set(this.messages.filter(fits))
    for (const { raw, arrived } of moved) to.add(raw, arrived)
    this.expunge((message) => moved.has(message))
  }

  /** Calls back at each message that comes; answers how to stop. */
  hear(back: () => void): () => void {
    this.#heard.add(back)
    return () => this.#heard.delete(back)
  }

  /** The message with this Message-ID, without brackets. */
  find(messageId: string): Kept | undefined {
    return this.messages.find(({ raw }) => headerOf(raw, 'message-id') === `<${messageId}>`)
  }
}

/** The value of a header, unfolded; empty where there is none. */
export function headerOf(raw: Uint8Array, name: string): string {
  const text = Buffer.from(raw).toString('latin1')
  const head = text.slice(0, text.search(/\r?\n\r?\n/) >>> 0).replace(/\r?\n[ \t]+/g, ' ')
  return new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(head)?.[1]?.trim() ?? ''
}
