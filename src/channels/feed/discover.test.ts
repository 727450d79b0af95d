import assert from 'node:assert/strict'
import { type TestContext, test } from 'node:test'
import { startFeedServer } from '../../../test/support/feed-server.ts'
import { loopbackHttp } from '../../../test/support/listening.ts'
import { hostOf } from '../../../test/support/pulling.ts'
import { ChannelFailure } from '../channel.ts'
import { feed } from './index.ts'

function rss(title: string, link = 'https://x.example/1'): string {
  return `<rss version="2.0"><channel><title>${title}</title><item><guid>${title}</guid><title>t</title><link>${link}</link></item></channel></rss>`
}

async function stage(t: TestContext, pages: Record<string, string>) {
  const server = await startFeedServer()
  const http = loopbackHttp()
  t.after(async () => {
    await http.close()
    await server.close()
  })
  const put = (path: string, body: string) =>
    server.pages.set(path, { body, type: body.startsWith('<html') ? 'text/html' : 'application/xml' })
  for (const [path, body] of Object.entries(pages)) put(path, body)
  const host = hostOf(http, () => new Date())
  const discover = async (input: string) => {
    const found = (await feed.discover?.(input, host)) ?? []
    return found.map(({ title, config }) => [title, config.url.replace(server.url, '')])
  }
  return { server, discover }
}

test('the address of a feed proposes that feed, where it has moved to', async (t) => {
  const { server, discover } = await stage(t, { '/feed': rss('Un') })
  server.pages.set('/old', { status: 301, headers: { Location: '/feed' } })
  server.pages.set('/now', { status: 302, headers: { Location: '/feed' } })
  assert.deepEqual(await discover(`${server.url}/feed`), [['Un', '/feed']])
  assert.deepEqual(await discover(` feed:${server.url}/feed `), [['Un', '/feed']])
  assert.deepEqual(await discover(`${server.url}/old`), [['Un', '/feed']])
  assert.deepEqual(await discover(`${server.url}/now`), [['Un', '/now']])
})

test('a page proposes the feeds it declares, comments last, each of them read', async (t) => {
  const { server, discover } = await stage(t, {
    '/': `<html><head><base href="/blog/"><link rel="alternate" type="application/rss+xml" href="comments/feed">
      <link rel="alternate" type="application/atom+xml" href="posts.atom"><link rel='alternate' type='application/feed+json' href='posts.json'>
      <link rel="alternate" type="application/rss+xml" href="dead"><link rel="alternate" hreflang="en" href="/en">
      <link rel="stylesheet" type="text/css" href="/x.css"></head><body><a href="/other.rss">RSS</a><a href="javascript:x">no</a></body></html>`,
    '/blog/comments/feed': rss('Commentaires', 'https://x.example/1#comment-3'),
    '/blog/posts.atom':
      '<feed xmlns="http://www.w3.org/2005/Atom"><title>Billets</title><entry><id>1</id><title>t</title><link href="https://x.example/a"/></entry></feed>',
    '/blog/posts.json': JSON.stringify({
      version: 'https://jsonfeed.org/version/1',
      title: 'Billets',
      items: [{ id: '1', url: 'https://x.example/a' }],
    }),
    '/other.rss': rss('Autre', 'https://x.example/o'),
  })
  assert.deepEqual(await discover(server.url), [
    ['Billets', '/blog/posts.atom'],
    ['Autre', '/other.rss'],
    ['Commentaires', '/blog/comments/feed'],
  ])
})

test('feeds named in the Link header, and in the usual places of pages that say nothing', async (t) => {
  const { server, discover } = await stage(t, {
    '/journal/': '<html><body>rien</body></html>',
    '/feed': rss('Racine'),
    '/comments/feed': rss('Avis', 'https://x.example/1#comment-1'),
    '/hidden': rss('Caché', 'https://x.example/h'),
  })
  assert.deepEqual(await discover(`${server.url}/journal/`), [
    ['Racine', '/feed'],
    ['Avis', '/comments/feed'],
  ])
  server.pages.set('/journal/', {
    body: '<html>',
    type: 'text/html',
    headers: { Link: '</hidden>; rel="alternate"; type="application/rss+xml", </x>; rel=next' },
  })
  assert.deepEqual((await discover(`${server.url}/journal/`))[0], ['Caché', '/hidden'])
})

test('a list of feeds proposes them all', async (t) => {
  const { server, discover } = await stage(t, {
    '/list.opml':
      '<opml version="2.0"><body><outline text="A" xmlUrl="https://a.example/feed"/><outline text="B" xmlUrl="https://b.example/feed"/></body></opml>',
  })
  assert.deepEqual(await discover(`${server.url}/list.opml`), [
    ['A', 'https://a.example/feed'],
    ['B', 'https://b.example/feed'],
  ])
})

test('services whose pages do not name their feed', async (t) => {
  const asked: string[] = []
  const { http } = hostOf(loopbackHttp(), () => new Date())
  t.after(() => http.close())
  const recording = {
    ...http,
    request: async (url: string) => ({
      status: 404,
      headers: {},
      url,
      body: new Uint8Array(),
      asked: asked.push(url),
    }),
  }
  const host = hostOf(recording, () => new Date())
  for (const input of [
    'https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv/videos',
    'https://www.youtube.com/playlist?list=PL1',
    'reddit.com/r/couture',
    'https://old.reddit.com/user/x/',
    'https://www.reddit.com/r/couture/.rss',
  ]) {
    await assert.rejects(async () => feed.discover?.(input, host), ChannelFailure)
  }
  assert.deepEqual(asked, [
    'https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv',
    'https://www.youtube.com/feeds/videos.xml?playlist_id=PL1',
    'https://reddit.com/r/couture/.rss',
    'https://old.reddit.com/user/x/.rss',
    'https://www.reddit.com/r/couture/.rss',
  ])
})

test('a page without end or depth is read as far as is sensible', async (t) => {
  const link = '<link rel="alternate" type="application/rss+xml" href="/feed">'
  const { server, discover } = await stage(t, {
    '/deep': `<html>${link}${'<a>'.repeat(600_000)}`,
    '/many': `<html>${link}${'<a href="/x.rss">'.repeat(50_000)}`,
    '/feed': rss('Un'),
  })
  assert.deepEqual(await discover(`${server.url}/deep`), [['Un', '/feed']])
  assert.deepEqual(await discover(`${server.url}/many`), [['Un', '/feed']])
})

test('what is no address is refused, and a page cannot lead the search inside', async (t) => {
  const { server, discover } = await stage(t, {
    '/': '<html><head><link rel="alternate" type="application/rss+xml" href="http://169.254.169.254/latest/"><link rel="alternate" type="application/rss+xml" href="file:///etc/passwd"></head></html>',
  })
  assert.deepEqual(await discover(server.url), [])
  for (const input of ['ftp://a.example/', 'file:///etc/passwd', '::', 'http://', 'http://10.0.0.1/feed']) {
    await assert.rejects(
      discover(input),
      (error) => error instanceof ChannelFailure && error.failure.kind === 'refused',
      input,
    )
  }
})
