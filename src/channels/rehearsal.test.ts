import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Account, Errand, Host, Reference } from './channel.ts'
import { CHANNELS, channelOf, networkOf, rehearsalOf } from './index.ts'

const AT = new Date('2026-11-23T09:00:00Z')
const account: Account = {
  ...{ id: 'a1', workspaceId: 'w', channel: 'mastodon', name: 'Mastodon @lumerelle', config: {} },
  profile: { id: 'lumerelle@lampions.example', name: 'Lumerelle', handle: 'lumerelle@lampions.example' },
}
const to: Reference = {
  ...{ id: 'post-1', verb: 'Create', ours: false, published: AT, actor: { id: 'zoe' }, text: 'Bonjour' },
  ...{ thread: 'root-1', visibility: 'private', extra: {} },
}
const errand: Errand = { act: 'reply', key: 'k1', at: AT, tries: 0, to, draft: { text: 'Oui.', media: [] } }
// Whatever else it reached for would be an error: it has nothing to reach with.
const host = {
  keep: async ({ name }: { name: string }) => ({ url: `attachment:${name}`, mediaType: 'image/png' }),
} as unknown as Host

describe('a rehearsed network', () => {
  it('takes what the real one takes, within its limits', () => {
    for (const channel of CHANNELS.filter((one) => one.reply)) {
      const rehearsed = rehearsalOf(networkOf(channel))
      assert.equal(rehearsed?.limits.text, channelOf(channel.id)?.limits.text, channel.id)
      assert.equal(Boolean(rehearsed?.publish), Boolean(channel.publish), channel.id)
    }
    assert.equal(rehearsalOf('review')?.limits.text, 2000)
  })

  it('is none where the network is known and nobody can answer there', () => {
    assert.equal(rehearsalOf('feed'), undefined)
    assert.equal(rehearsalOf('webhook'), undefined)
  })

  it('shows an answer in the thread of what it answers, by who we are there, the same at each try', async () => {
    const channel = rehearsalOf('mastodon')
    const first = await channel?.reply?.(account, errand, host)
    assert.deepEqual(first?.activity, {
      ...{ verb: 'Create', externalId: 'rehearsal:k1', published: AT, ours: true, visibility: 'private' },
      actor: { id: 'lumerelle@lampions.example', name: 'Lumerelle', handle: 'lumerelle@lampions.example' },
      object: { type: 'Note', id: 'rehearsal:k1', text: 'Oui.', thread: 'root-1', inReplyTo: 'post-1' },
    })
    assert.deepEqual(await channel?.reply?.(account, { ...errand, tries: 1 }, host), first)
    assert.deepEqual(channel?.again?.(account, errand), { kind: 'harmless' })
  })

  it('keeps the pictures of an answer, and begins a thread of its own with what is written to one person', async () => {
    const bytes = async () => new Uint8Array([1])
    const media = [{ name: 'lampe.png', mediaType: 'image/png', size: 1, alt: 'Une lampe', bytes }]
    const draft = { text: 'Écrivons-nous ici.', audience: 'direct' as const, media }
    const sent = await rehearsalOf('mastodon')?.publish?.(account, { ...errand, act: 'publish', draft }, host)
    assert.equal(sent?.activity.visibility, 'private')
    assert.deepEqual(sent?.activity.object, {
      ...{ type: 'Note', id: 'rehearsal:k1', text: 'Écrivons-nous ici.', thread: 'rehearsal:k1' },
      media: [
        {
          ...{ type: 'image', url: 'attachment:lampe.png', mediaType: 'image/png', name: 'lampe.png' },
          alt: 'Une lampe',
        },
      ],
    })
  })

  it('refuses an errand without words', async () => {
    const { draft: _, ...wordless } = errand
    await assert.rejects(async () => rehearsalOf('email')?.reply?.(account, wordless, host))
  })
})
