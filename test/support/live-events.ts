import type { Client } from './client.ts'
import { eventually } from './eventually.ts'

export interface LiveEvents {
  /** Everything heard, oldest first. */
  heard: { k: string; id?: string }[]
  /** Resolves at the first event that is meant, also one heard before. */
  until(meant: (event: { k: string; id?: string }) => boolean): Promise<void>
  close(): void
}

/** Listens to `GET /api/v1/live` as a browser does. */
export async function listenLive(url: string, { cookie }: Client): Promise<LiveEvents> {
  const stop = new AbortController()
  const answer = await fetch(`${url}/api/v1/live`, { headers: { cookie }, signal: stop.signal })
  if (!answer.ok || !answer.body) throw new Error(`live answered ${answer.status}`)
  const heard: LiveEvents['heard'] = []
  const read = async (body: ReadableStream<Uint8Array>) => {
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of body) {
      text += decoder.decode(chunk, { stream: true })
      const parts = text.split('\n\n')
      text = parts.pop() ?? ''
      for (const part of parts) {
        const data = /^data: (.*)$/m.exec(part)?.[1]
        if (data) heard.push(JSON.parse(data))
      }
    }
  }
  read(answer.body).catch(() => undefined)
  return {
    heard,
    until: async (meant) =>
      void (await eventually(
        () => heard,
        (events) => events.some(meant),
      )),
    close: () => stop.abort(),
  }
}
