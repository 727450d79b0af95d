import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Writable } from 'node:stream'
import { after, afterEach, before, describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { bare } from '../../../test/support/bare.ts'
import { type JetstreamEvent, jetstreamEvents, take } from '../../../test/support/jetstream-events.ts'
import { type JetstreamServer, startJetstream } from '../../../test/support/jetstream-server.ts'
import { loopbackHttp } from '../../../test/support/listening.ts'
import type { Activity } from '../../activity/index.ts'
import { inspect, readRows, rowMapper, sniffEncoding } from '../../channels/file/index.ts'
import { listenCommand } from './listen.ts'
import { type ListenOptions, typedHosts } from './listen-sources.ts'

const BRAND = 'Maison Tournesol'
const MAIN = fileURLToPath(new URL('../main.ts', import.meta.url))
const http = loopbackHttp()
const children: ChildProcess[] = []
let jetstream: JetstreamServer
let events: JetstreamEvent[]
let folder: string

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'veillee-listen-'))
  // Times of now, as the network's: the listener compares them with the clock.
  events = take(jetstreamEvents({ brandEvery: 10, start: Date.now() * 1000 - 60_000_000 }), 3_000)
  jetstream = await startJetstream()
  jetstream.log.push(...events)
})
after(async () => {
  await jetstream.close()
  await http.close()
  await rm(folder, { recursive: true })
})
afterEach(() => {
  for (const child of children.splice(0)) child.kill('SIGKILL')
})

interface Line {
  channel: string
  verb: string
  id: string
  published: string
  actor: { id: string; name?: string }
  title?: string
  text: string
  url?: string
  inReplyTo?: string
  lang?: string
  sentiment?: string
  matches: string[]
}

class Sink extends Writable {
  text = ''
  override _write(chunk: Buffer, _encoding: string, done: () => void) {
    this.text += chunk
    done()
  }
  get lines(): Line[] {
    return this.text
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
  }
}

/** A reader that takes the first line and then makes one wait. */
class Slow extends Sink {
  waiting = false
  #held: (() => void) | undefined
  #going = false
  constructor() {
    super({ highWaterMark: 1 })
  }
  override _write(chunk: Buffer, encoding: string, done: () => void) {
    super._write(chunk, encoding, () => undefined)
    this.waiting = true
    if (this.#going) done()
    else this.#held = done
  }
  go() {
    this.#going = true
    this.#held?.()
  }
}

function run(options: Partial<ListenOptions>, stdout = new Sink()) {
  const [stderr, control] = [new Sink(), new AbortController()]
  const code = listenCommand(
    { feed: [], query: [], ...options },
    { http, stdout, stderr, signal: control.signal, locale: 'fr', now: () => new Date() },
  )
  return { stdout, stderr, control, code }
}

async function until(condition: () => boolean): Promise<void> {
  const give = Date.now() + 30_000
  while (!condition()) {
    if (Date.now() > give) throw new Error('what was waited for did not happen')
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

const branded = () =>
  events
    .filter(({ commit }) => commit?.operation === 'create' && String(commit.record?.text).includes(BRAND))
    .map(({ did, commit }) => `at://${did}/${commit?.collection}/${commit?.rkey}`)
const since = () => String(events[0]?.time_us)

describe('veillee listen --bluesky', () => {
  it('prints what a query finds, and nothing else', async () => {
    const { stdout, stderr, control, code } = run({
      bluesky: jetstream.url,
      query: [`"${BRAND}"`],
      since: since(),
    })
    await until(() => stdout.lines.length >= branded().length)
    control.abort()
    assert.equal(await code, 0)
    const found = stdout.lines.filter(({ verb }) => verb === 'Create')
    assert.deepEqual(
      found.map(({ id }) => id),
      branded(),
    )
    const [first] = found as [Line]
    for (const key of ['channel', 'verb', 'id', 'published', 'actor', 'text', 'url', 'lang', 'matches'])
      assert.ok(key in first, key)
    assert.ok(!('sentiment' in first))
    assert.deepEqual([first.channel, first.matches], ['bluesky', [`"${BRAND}"`]])
    assert.match(first.url ?? '', /^https:\/\/bsky\.app\/profile\/did:plc:/)
    assert.match(stderr.text, /bluesky: Connecté à 127\.0\.0\.1:\d+\./)
    assert.match(stderr.text, /Pour reprendre\u202f: --since \d{16}\n$/)
    assert.deepEqual(jetstream.connections.at(-1)?.query.getAll('wantedCollections'), ['app.bsky.feed.post'])
  })

  it('gives the place after the last line that it printed, though it is told to stop before a slow reader', async () => {
    const slow = new Slow()
    const { stderr, control, code } = run({ bluesky: jetstream.url, since: since() }, slow)
    await until(() => slow.waiting)
    control.abort()
    assert.equal(await code, 0)
    slow.go()
    await until(() => slow.writableLength === 0)
    const place = Number(/--since (\d+)/.exec(stderr.text)?.[1] ?? since())
    const passed = events
      .filter(({ time_us, commit }) => time_us < place && commit?.operation === 'create')
      .filter(({ commit }) => commit?.collection === 'app.bsky.feed.post')
      .map(({ did, commit }) => `at://${did}/${commit?.collection}/${commit?.rkey}`)
    const printed = new Set(slow.lines.map(({ id }) => id))
    assert.ok(printed.size > 0)
    assert.deepEqual(
      passed.filter((id) => !printed.has(id)),
      [],
    )
  })

  it('prints lines that can be imported as they are', async () => {
    const { stdout, control, code } = run({ bluesky: jetstream.url, since: since() })
    await until(() => stdout.lines.length > 300)
    control.abort()
    await code
    const path = join(folder, 'listened.jsonl')
    await writeFile(path, stdout.text)
    const found = await inspect(path, { encoding: await sniffEncoding(path), timeZone: 'Europe/Paris' })
    assert.equal(found.known, 'veillee')
    const columns = found.columns.map(({ name }) => name)
    const map = rowMapper({ columns, mapping: found.mapping, options: found.options, now: new Date() })
    const said = stdout.lines.filter(({ verb }) => verb === 'Create')
    const rows: Activity[] = []
    for await (const chunk of readRows({ path, format: found.format, columns, options: found.options })) {
      for (const mapped of chunk.rows.map(map)) if ('activity' in mapped) rows.push(mapped.activity)
    }
    assert.deepEqual(
      rows.map(({ externalId, published, actor, object }) => [
        externalId,
        published.toISOString(),
        actor.id,
        object.text,
        object.inReplyTo,
      ]),
      said.map(({ id, published, actor, text, inReplyTo }) => [
        // Files are a channel of their own: an import never passes for what the network itself has sent.
        id,
        published,
        actor.id,
        text,
        inReplyTo,
      ]),
    )
  })

  it('takes queries from a file, names those that match, and reads each text', async () => {
    const file = join(folder, 'queries.jsonl')
    await writeFile(
      file,
      `{"id":"brand","query":"${BRAND.replace(' ', ' AND ')}"}\n\n{"id":7,"query":"tournesol -recevoir"}\n{"id":"fr","query":"maison lang:fr"}\n`,
    )
    const { stdout, control, code } = run({
      bluesky: jetstream.url,
      queries: file,
      since: since(),
      understand: true,
    })
    await until(() => stdout.lines.length >= branded().length)
    control.abort()
    await code
    for (const { text, matches, lang, sentiment } of stdout.lines) {
      assert.ok(matches.includes('brand'), text)
      assert.equal(matches.includes('7'), !text.includes('recevoir'), text)
      assert.equal(matches.includes('fr'), lang === 'fr', text)
      assert.match(sentiment ?? '', /^(positive|neutral|negative)$/)
    }
  })
})

describe('veillee listen --feed', () => {
  const item = (n: number, text: string, at: string) =>
    `<item><guid>https://blog.example/${n}</guid><link>https://blog.example/${n}</link><title>${text}</title>` +
    `<description>Vu ce matin au marché</description><pubDate>${at}</pubDate></item>`
  let site: Server
  let url: string
  before(async () => {
    site = createServer((request, response) => {
      if (request.url !== '/feed') return response.writeHead(404).end()
      response.setHeader('content-type', 'application/rss+xml')
      return response.end(
        `<?xml version="1.0"?><rss version="2.0"><channel><title>Blog</title><link>https://blog.example</link>` +
          item(1, BRAND, 'Mon, 03 Mar 2025 08:00:00 GMT') +
          item(2, 'Autre chose', 'Tue, 04 Mar 2025 08:00:00 GMT') +
          item(3, `Encore ${BRAND}`, 'Wed, 05 Mar 2025 08:00:00 GMT') +
          '</channel></rss>',
      )
    })
    await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve))
    url = `http://127.0.0.1:${(site.address() as AddressInfo).port}/feed`
  })
  after(() => site.close())

  it('prints what a query finds, since a moment', async () => {
    const all = run({ feed: [url], query: [BRAND] })
    await until(() => all.stdout.lines.length === 2)
    all.control.abort()
    assert.equal(await all.code, 0)
    assert.deepEqual(
      all.stdout.lines.map(({ channel, title, url: link, published }) => [channel, title, link, published]),
      [
        ['feed', BRAND, 'https://blog.example/1', '2025-03-03T08:00:00.000Z'],
        ['feed', `Encore ${BRAND}`, 'https://blog.example/3', '2025-03-05T08:00:00.000Z'],
      ],
    )
    const late = run({ feed: [url], since: '2025-03-04T00:00:00Z' })
    await until(() => late.stdout.lines.length === 2)
    late.control.abort()
    await late.code
    assert.deepEqual(
      late.stdout.lines.map(({ title }) => title),
      ['Autre chose', `Encore ${BRAND}`],
    )
  })

  it('tells a failing feed on stderr and goes on with the others', async () => {
    const bad = url.replace('/feed', '/absent')
    const both = run({ feed: [bad, url], query: [BRAND] })
    await until(() => both.stdout.lines.length === 2 && both.stderr.text.includes(bad))
    both.control.abort()
    assert.equal(await both.code, 0)
  })
})

describe('bad usage', () => {
  it('is told in the reader’s language, with exit code 2', async () => {
    const cases: [Partial<ListenOptions>, RegExp][] = [
      [{}, /^Dites ce qu’il faut suivre/],
      [{ feed: ['pas une adresse'] }, /n’est pas une adresse/],
      [{ bluesky: 'https://example.org' }, /n’est pas une adresse/],
      [{ bluesky: true, since: 'hier' }, /n’est pas un moment/],
      [{ bluesky: true, query: ['(maison'] }, /La requête \(maison ne se comprend pas/],
      [{ bluesky: true, queries: '/nowhere' }, /ne peut pas être lu/],
    ]
    for (const [options, words] of cases) {
      const { code, stderr, stdout } = run(options)
      assert.equal(await code, 2)
      assert.match(stderr.text, words)
      assert.equal(stdout.text, '')
    }
    const file = join(folder, 'bad.jsonl')
    await writeFile(file, '{"id":1,"query":"a"}\n{"query":2}\n')
    const { code, stderr } = run({ bluesky: true, queries: file })
    assert.equal(await code, 2)
    assert.match(stderr.text, /bad\.jsonl:2/)
  })

  it('lets in the very addresses that were typed, and no other of this machine', () => {
    const allow = typedHosts({
      feed: ['http://[::1]:8080/x', 'https://blog.example'],
      bluesky: 'ws://127.0.0.1:6008',
      query: [],
    })
    assert.ok(allow({ host: '::1', port: 8080 }))
    assert.ok(allow({ host: 'blog.example', port: 443 }))
    assert.ok(allow({ host: '127.0.0.1', port: 6008 }))
    assert.ok(!allow({ host: '127.0.0.1', port: 8080 }))
    assert.ok(!allow({ host: 'blog.example', port: 80 }))
  })
})

describe('at a terminal', () => {
  function start(...args: string[]) {
    const child = spawn(process.execPath, [MAIN, 'listen', ...args], {
      env: { ...bare(), LANG: 'C' },
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    children.push(child)
    const seen = { out: '', err: '' }
    child.stdout?.on('data', (chunk) => {
      seen.out += chunk
    })
    child.stderr?.on('data', (chunk) => {
      seen.err += chunk
    })
    return { child, seen }
  }

  it('follows without a database, ends at Ctrl-C, and goes on from where it was', async () => {
    const follow = (moment: string) =>
      start('--bluesky', jetstream.url.replace('/subscribe', ''), '--query', `"${BRAND}"`, '--since', moment)
    const linesOf = (out: string) =>
      out
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line) as Line)
    const all = [...new Set(branded())].sort()
    const heard: Line[] = []
    let moment = since()
    const ids = () => new Set(heard.filter(({ verb }) => verb === 'Create').map(({ id }) => id))
    // Stopped as soon as there is something new, wherever that is, until all was heard.
    for (let starts = 1; ids().size < all.length; starts++) {
      assert.ok(starts <= all.length)
      const { child, seen } = follow(moment)
      const had = ids()
      await until(() =>
        linesOf(seen.out.slice(0, seen.out.lastIndexOf('\n') + 1)).some(({ id }) => !had.has(id)),
      )
      child.kill('SIGINT')
      const [code] = await once(child, 'exit')
      assert.equal(code, 0, seen.err)
      heard.push(...linesOf(seen.out))
      moment = /--since (\d+)/.exec(seen.err)?.[1] ?? moment
    }
    assert.deepEqual([...ids()].sort(), all)
    assert.ok(heard.every(({ text }) => text.includes(BRAND)))
  })

  it('ends without a word when its reader has had enough', async () => {
    const { child, seen } = start('--bluesky', jetstream.url, '--since', since())
    await until(() => seen.out.includes('\n'))
    child.stdout?.destroy()
    const more = setInterval(
      () => jetstream.say(...take(jetstreamEvents({ start: Date.now() * 1000 }), 50)),
      5,
    )
    const [code] = await once(child, 'exit')
    clearInterval(more)
    assert.equal(code, 0, seen.err)
    assert.doesNotMatch(seen.err, /EPIPE|Error/)
  })
})
