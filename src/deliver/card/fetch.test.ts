import assert from 'node:assert/strict'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, type TestContext, test } from 'node:test'
import { createHttp } from '../../../lib/http/index.ts'
import { type TestDatabase, testDatabase } from '../../../test/support/database.ts'
import { loopbackHttp } from '../../../test/support/listening.ts'
import { picture } from '../../../test/support/picture.ts'
import { testWorkspace } from '../../../test/support/workspace.ts'
import { attachmentBytes } from '../../activity/index.ts'
import { fetchCard } from './fetch.ts'

let database: TestDatabase
let workspaceId: string
before(async () => {
  database = await testDatabase()
  workspaceId = await testWorkspace(database.db)
})
after(() => database.close())

async function site(t: TestContext, answer: RequestListener): Promise<string> {
  const server = createServer(answer)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  t.after(() => {
    server.close()
    server.closeAllConnections()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

const PNG = picture(4, 3)

/** A shop: pages by their paths, and what they call pictures. */
const shop: RequestListener = ({ url = '' }, response) => {
  const send = (type: string, body: string | Buffer, status = 200) => {
    response.writeHead(status, { 'content-type': type }).end(body)
  }
  const page = (image: string) =>
    send('text/html', `<title>Lampe</title><meta property="og:image" content="${image}">`)
  if (url === '/moved') response.writeHead(302, { location: '/deep/lamp' }).end()
  else if (url === '/deep/lamp') page('pic.png')
  else if (url === '/deep/pic.png') send('text/html', PNG)
  else if (url === '/script') page('/evil.png')
  else if (url === '/evil.png') send('image/png', '<svg onload="alert(1)"/>')
  else if (url === '/inside') page('http://169.254.169.254/latest')
  else if (url === '/latin')
    send('text/html; charset=iso-8859-1', Buffer.from('<title>Fermé</title>', 'latin1'))
  else if (url === '/data') send('application/json', '{"title":"x"}')
  else if (url === '/cut') response.writeHead(200, { 'content-type': 'text/html' }).destroy()
  else send('text/html', '<title>Introuvable</title>', 404)
}

test('a page’s card comes from where the link led, with its picture kept by what it is', async (t) => {
  const origin = await site(t, shop)
  const card = await fetchCard(loopbackHttp(), database.db, workspaceId, `${origin}/moved`)
  assert.deepEqual(
    [card?.url, card?.title, card?.thumbType, card?.thumbSize],
    [`${origin}/moved`, 'Lampe', 'image/png', PNG.byteLength],
  )
  const kept = await attachmentBytes(database.db, workspaceId, card?.thumb ?? '')
  assert.deepEqual(Buffer.from(kept), PNG)
  const again = await fetchCard(loopbackHttp(), database.db, workspaceId, `${origin}/moved`)
  assert.equal(again?.thumb, card?.thumb, 'the same picture is kept once')
})

test('what a page only calls a picture is not one, and what it says is read in its letters', async (t) => {
  const origin = await site(t, shop)
  const at = (path: string) => fetchCard(loopbackHttp(), database.db, workspaceId, origin + path)
  assert.deepEqual(await at('/script'), {
    ...{ url: `${origin}/script`, title: 'Lampe', description: '' },
    ...{ thumb: null, thumbSize: 0, thumbType: null },
  })
  assert.equal((await at('/latin'))?.title, 'Fermé')
  for (const nothing of ['/data', '/cut', '/none']) assert.equal(await at(nothing), undefined, nothing)
})

test('T1: nothing inside is asked for, neither by the link nor by the picture it names', async (t) => {
  const asked: string[] = []
  const origin = await site(t, (request, response) => {
    asked.push(request.url ?? '')
    shop(request, response)
  })
  const outside = createHttp({ userAgent: 'Veillee/test' })
  for (const link of [`${origin}/latin`, 'http://localhost/', 'http://[::1]/', 'http://0.0.0.0:8080/'])
    assert.equal(await fetchCard(outside, database.db, workspaceId, link), undefined, link)
  assert.deepEqual(asked, [])
  const inside = await fetchCard(loopbackHttp(), database.db, workspaceId, `${origin}/inside`)
  assert.deepEqual([inside?.title, inside?.thumb], ['Lampe', null])
})
