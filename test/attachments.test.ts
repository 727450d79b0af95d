import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import { everyRoute } from './support/every-route.ts'
import { type Member, problemOf, type TestServer, testServer } from './support/http.ts'

let server: TestServer
let agent: Member
before(async () => {
  server = await testServer({ routes: async (parts) => (await everyRoute(parts)).routes })
  agent = await server.member(await server.workspace(), 'agent')
})
after(() => server.close())

const PNG = Buffer.from(
  '89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360000002000001e221bc330000000049454e44ae426082',
  'hex',
)

async function send(name: string, bytes: Uint8Array, member = agent) {
  const headers = { cookie: member.browser.cookie(), origin: 'http://localhost:4300' }
  return server.app.request(`http://localhost:4300/api/v1/attachments?name=${encodeURIComponent(name)}`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'image/png' },
    body: Buffer.from(bytes),
  })
}

it('takes a picture and shows it in place, inertly (T7)', async () => {
  const sent = await send('été.png', PNG)
  assert.equal(sent.status, 201)
  const file = (await sent.json()) as { id: string }
  assert.deepEqual({ ...file, id: '' }, { id: '', name: 'été.png', mediaType: 'image/png', size: PNG.length })
  const got = await agent.browser.get(`/attachments/${file.id}`)
  assert.deepEqual(Buffer.from(await got.arrayBuffer()), PNG)
  const header = (name: string) => got.headers.get(name)
  assert.equal(header('content-type'), 'image/png')
  assert.match(header('content-disposition') ?? '', /^inline; .*filename\*=UTF-8''%C3%A9t%C3%A9\.png$/)
  assert.match(header('content-security-policy') ?? '', /sandbox; default-src 'none'/)
  assert.equal(header('x-content-type-options'), 'nosniff')
  assert.match(header('cache-control') ?? '', /^private/)
  const again = await agent.browser.get(`/attachments/${file.id}`, {
    headers: { 'if-none-match': header('etag') ?? '' },
  })
  assert.equal(again.status, 304)
})

it('gives back what could run or mislead as a download of unknown bytes, whatever it was called (T7)', async () => {
  const hostile = [
    '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    '<!doctype html><script>alert(1)</script>',
    '<?xml version="1.0"?><?xml-stylesheet href="x.xsl"?><a/>',
    '\0\0\0\x18ftypheic\0\0\0\0mif1heic',
  ]
  for (const bytes of hostile) {
    const { id, name } = (await (await send('photo\u202Egnp.png', Buffer.from(bytes))).json()) as Record<
      string,
      string
    >
    assert.equal(name, 'photognp.png')
    const got = await agent.browser.get(`/attachments/${id}`)
    assert.equal(got.headers.get('content-type'), 'application/octet-stream')
    assert.match(got.headers.get('content-disposition') ?? '', /^attachment; /)
  }
})

it('refuses what is too large, empty or a pixel bomb, in words', async () => {
  assert.equal((await send('a.bin', Buffer.alloc(1_000_001))).status, 413)
  assert.equal((await problemOf(await send('a.txt', Buffer.alloc(0)))).id, 'attachment_empty')
  const bomb = Buffer.from(PNG)
  bomb.writeUInt32BE(60_000, 16)
  bomb.writeUInt32BE(60_000, 20)
  const refused = await problemOf(await send('bombe.png', bomb))
  assert.equal(refused.id, 'attachment_pixels')
  assert.match(refused.detail, /100 million/)
})

it('is nobody’s in another workspace, nor in one’s hand without the right', async () => {
  const { id } = (await (await send('a.png', PNG)).json()) as { id: string }
  const stranger = await server.member(await server.workspace(), 'owner')
  assert.equal((await stranger.browser.get(`/attachments/${id}`)).status, 404)
  const reader = await server.member(await server.workspace(), 'analyst')
  assert.equal((await send('a.png', PNG, reader)).status, 403)
})
