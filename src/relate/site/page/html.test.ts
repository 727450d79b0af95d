import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { html } from '../../../../lib/markup/index.ts'
import { site as channel } from '../../../channels/site/index.ts'
import { page } from './html.ts'

const ENTITIES: Record<string, string> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&#39;': "'",
  '&amp;': '&',
}
const read = (markup: string) => markup.replace(/&(lt|gt|quot|#39|amp);/g, (sign) => ENTITIES[sign] ?? '')
const text = fc.oneof(
  fc.string(),
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom('<', '>', '"', "'", '&', '&lt;', '</script>', '<!--', '${', '\\', '`', '\u2028', 'é'),
      { maxLength: 12 },
    )
    .map((parts) => parts.join('')),
)

describe('a page of a site', () => {
  const siteOf = (name: string, colour = '#a8431a') => ({
    ...{ workspaceId: 'w', accountId: 'a', publicId: 'A'.repeat(43), name },
    config: channel.config.parse({ colour }),
  })

  it('names a site as it is called, once in its title and once above, and runs nothing of it', async () => {
    await fc.assert(
      fc.asyncProperty(text, text, async (name, title) => {
        const answer = page(siteOf(name), 'fr', { title, body: html`<h1>${title}</h1>` })
        const made = await answer.text()
        const sane = storedAs(name)
        assert.equal(read(/<title>([^<]*)<\/title>/.exec(made)?.[1] ?? ''), `${storedAs(title)} – ${sane}`)
        assert.equal(read(/<header><p>([^<]*)<\/p>/.exec(made)?.[1] ?? ''), sane)
        assert.doesNotMatch(made, /<script/)
      }),
      { numRuns: 100 },
    )
  })

  it('lets the program of ours alone run, in no frame and for no search engine, and is kept nowhere', async () => {
    const nonces = new Set<string>()
    for (let turn = 0; turn < 20; turn++) {
      const answer = page(
        siteOf('Maison'),
        'en',
        { title: 'x', body: html``, program: { token: '"><x' } },
        422,
      )
      const made = await answer.text()
      const policy = answer.headers.get('content-security-policy') ?? ''
      const [, nonce = ''] = /style-src 'nonce-([\w-]{22})'/.exec(policy) ?? assert.fail(policy)
      assert.ok(made.includes(`<style nonce="${nonce}">`))
      nonces.add(nonce)
      assert.equal(answer.status, 422)
      assert.match(
        policy,
        /default-src 'none'.*script-src 'self';.*form-action 'self'; base-uri 'none'; frame-ancestors 'none'/,
      )
      assert.doesNotMatch(policy, /unsafe|https?:|\*/)
      assert.deepEqual(
        ['cache-control', 'referrer-policy', 'x-robots-tag', 'set-cookie'].map((name) =>
          answer.headers.get(name),
        ),
        ['no-store', 'no-referrer', 'noindex, nofollow', null],
      )
      assert.deepEqual(
        [...made.matchAll(/<script[^>]*src="([^"]*)"/g)].map(([, src]) => src),
        ['/widget.js'],
      )
      assert.match(made, /data-token="&quot;&gt;&lt;x"/)
    }
    assert.equal(nonces.size, 20)
  })
})

/** As a body in UTF-8 carries it. */
function storedAs(words: string): string {
  return words.toWellFormed()
}
