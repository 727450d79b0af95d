import assert from 'node:assert/strict'
import { after, before, it } from 'node:test'
import {
  act,
  made,
  moderationStage,
  post,
  publishCharter,
  type Stage,
  visitor,
} from '../../../../test/support/moderation.ts'
import { readyCharter } from './ready.ts'

let stage: Stage
before(async () => {
  stage = await moderationStage({ charter: null })
})
after(() => stage?.close())

interface Read {
  draft: ReturnType<typeof readyCharter>
  revision: number
  published: { version: number } | null
  difference: { changed: { id: string; fields: string[] }[] } | null
  address: string
}
const read = async () => made<Read>(await stage.owner.browser.get('/charter'))
const keep = (charter: object, revision: number, who = stage.owner) =>
  who.browser.put('/charter', { charter, revision })

it('begins with a draft that nobody has published, and is nothing to the public until somebody does', async () => {
  const first = await read()
  assert.deepEqual([first.draft, first.revision, first.published], [readyCharter(), 0, null])
  const page = await visitor(stage).get(`/charter/${stage.workspaceId}`)
  assert.equal(page.status, 404)
  const early = await stage.owner.browser.post('/charter/publication', { revision: 0 })
  assert.equal(early.status, 409, 'a person has kept it first')
})

it('is written by those who may, one after the other: nobody overwrites what they have not read', async () => {
  assert.equal((await keep(readyCharter(), 0, stage.ana)).status, 403)
  const title = (fr: string) => ({ ...readyCharter(), title: { fr, en: fr } })
  const answers = await Promise.all(['Un', 'Deux', 'Trois'].map((fr) => keep(title(fr), 0)))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [200, 409, 409])
  const { revision } = await read()
  assert.equal((await keep(title('Quatre'), revision - 1)).status, 409)
  assert.equal((await keep(title('Quatre'), revision)).status, 200)
})

it('is published in versions that stay: with what changed, once, and only what says something', async () => {
  const one = await publishCharter(stage, readyCharter())
  const { revision, draft } = await read()
  assert.equal(
    (await stage.owner.browser.post('/charter/publication', { revision })).status,
    409,
    'the same again',
  )
  const [first, ...rest] = draft.rules
  assert.ok(first)
  await keep({ ...draft, rules: [{ ...first, title: { fr: '', en: '' } }, ...rest] }, revision)
  const empty = await stage.owner.browser.post('/charter/publication', { revision: revision + 1 })
  assert.equal(empty.status, 422)
  await keep({ ...draft, rules: [{ ...first, title: { fr: 'Courtoisie', en: '' } }, ...rest] }, revision + 1)
  const now = await read()
  assert.deepEqual(now.difference?.changed, [{ id: 'respect', fields: ['title'] }])
  const both = await Promise.all(
    [1, 2].map(() => stage.owner.browser.post('/charter/publication', { revision: now.revision })),
  )
  assert.deepEqual(both.map(({ status }) => status).sort(), [201, 409])
  const second = await made<{ difference: object; charter: { rules: { title: { fr: string } }[] } }>(
    await stage.ana.browser.get(`/charter/versions/${one + 1}`),
  )
  assert.equal(second.charter.rules[0]?.title.fr, 'Courtoisie')
  const before = await made<{ charter: { rules: { title: { fr: string } }[] } }>(
    await stage.ana.browser.get(`/charter/versions/${one}`),
  )
  assert.equal(before.charter.rules[0]?.title.fr, 'Pas d’insulte')
  const versions = await made<{ version: number }[]>(await stage.ana.browser.get('/charter/versions'))
  assert.deepEqual(
    versions.map(({ version }) => version),
    [one + 1, one],
  )
})

it('is read by everybody in both languages, runs nothing, shows nothing raw, and no draft', async () => {
  const { draft, revision } = await read()
  const [first, ...rest] = draft.rules
  assert.ok(first)
  const loud = { ...first, explanation: { fr: '<script>alert(1)</script>', en: '' } }
  await publishCharter(stage, { rules: [loud, ...rest] })
  await keep({ ...draft, intro: { fr: 'Brouillon', en: 'Draft' } }, revision + 1)
  const [french, english] = await Promise.all(
    ['fr', 'en'].map(async (lang) => visitor(stage).get(`/charter/${stage.workspaceId}`, lang)),
  )
  const [fr, en] = [await french?.text(), await english?.text()]
  assert.match(fr ?? '', /<html lang="fr">[\s\S]*Contester une décision[\s\S]*60 jours/)
  assert.match(en ?? '', /<html lang="en">[\s\S]*No hatred[\s\S]*Contest a decision/)
  assert.match(
    en ?? '',
    /lang="fr">&lt;script&gt;/,
    'in the other language where it says nothing in this one',
  )
  for (const text of [fr, en]) assert.doesNotMatch(text ?? '', /<script|Brouillon|Draft/)
  for (const path of ['/charter/nobody', `/charter/${stage.ana.memberId}`])
    assert.equal((await visitor(stage).get(path)).status, 404)
})

it('tells figures of a year only where the house wants that', async () => {
  const page = async () => (await visitor(stage).get(`/charter/${stage.workspaceId}`)).text()
  assert.doesNotMatch(await page(), /Ce que nous avons fait/)
  await publishCharter(stage, { summary: true, rules: readyCharter().rules })
  assert.match(await page(), /Rien n’a été masqué/)
  await act(stage.ana, await post(stage))
  assert.match(await page(), /<th scope="row">Pas d’insulte<\/th><td class="n">1<\/td><td class="n">0<\/td>/)
})
