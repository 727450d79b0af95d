import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import fc from 'fast-check'
import { keyFor, parseKey } from '../../../../lib/crypto/index.ts'
import type { Member } from '../../../../test/support/http.ts'
import { pageToken, type TestSite, testSite } from '../../../../test/support/site.ts'
import type { FormField } from '../tables.ts'
import { AROUND, answersIn, formFields, nameOf, textOf } from './form.ts'
import { requireSomebody, shownAt } from './trap.ts'

const both = (text: string) => ({ fr: text, en: `${text} (en)` })
const FIELDS: FormField[] = [
  { id: 'nom', kind: 'name', label: both('Nom'), required: true },
  { id: 'mail', kind: 'email', label: both('Adresse'), required: true },
  { id: 'sujet', kind: 'subject', label: both('Sujet'), required: false },
  {
    id: 'choix',
    kind: 'choice',
    label: both('Motif'),
    required: false,
    options: [both('Retard'), both('Autre')],
  },
  { id: 'texte', kind: 'message', label: both('Message'), required: true },
  { id: 'piece', kind: 'file', label: both('Pièce'), required: false },
  { id: 'accord', kind: 'consent', label: both('J’accepte d’être recontacté.'), required: false },
]
const GIVEN = {
  nom: 'Léa',
  mail: 'LEA@example.org',
  sujet: 'Lampe',
  choix: 'Retard',
  texte: '=1+1',
  accord: 'yes',
}

let site: TestSite
let owner: Member
let formId: string
before(async () => {
  site = await testSite()
  owner = await site.server.member(site.workspaceId, 'owner')
  const made = await owner.browser.post('/site-forms', {
    accountId: site.accountId,
    name: 'Après-vente',
    fields: FIELDS,
    thanks: both('Merci, nous revenons vers vous.'),
  })
  assert.equal(made.status, 201, await made.clone().text())
  formId = ((await made.json()) as { id: string }).id
})
after(() => site.server.close())

const secret = keyFor(parseKey('33'.repeat(32)), 'site:trap')
const shownAgo = (seconds: number) => shownAt(secret, formId, new Date(Date.now() - seconds * 1000))

function filled(more: Record<string, string | File> = {}): FormData {
  const form = new FormData()
  const all = { ...GIVEN, token: pageToken(), shown: shownAgo(10), lang: 'fr', ...more }
  for (const [key, value] of Object.entries(all)) form.set(key, value)
  return form
}

const send = (more?: Record<string, string | File>) => site.ask(`/forms/${formId}`, filled(more) as never)

describe('a form', () => {
  it('comes in once as a question with its words, version, consent and file', async () => {
    const token = pageToken()
    const piece = new File([new Uint8Array(Buffer.from('Bonjour'))], 'note.txt')
    for (let turn = 0; turn < 2; turn++) {
      const sent = await send({ token, piece })
      assert.equal(sent.status, 200, await sent.clone().text())
      assert.deepEqual(await sent.json(), { thanks: 'Merci, nous revenons vers vous.' })
    }
    const { rows } = await site.server.pool.query(
      `select verb, title, text, media from activity where actor_name = 'Léa'`,
    )
    assert.equal(rows.length, 1)
    assert.deepEqual(
      [rows[0].verb, rows[0].title, rows[0].media[0].name],
      ['Question', 'Après-vente — Lampe', 'note.txt'],
    )
    assert.match(rows[0].text, /Motif : Retard\nMessage :\n=1\+1\nJ’accepte d’être recontacté\. : oui/)
    const { rows: kept } = await site.server.pool.query(
      'select version, answers, visitor_id from site_submission',
    )
    assert.equal(kept.length, 1)
    assert.deepEqual(kept[0].answers.at(-1), {
      id: 'accord',
      kind: 'consent',
      label: 'J’accepte d’être recontacté.',
      value: 'yes',
    })
    const shown = await owner.browser.get(`/visitors/${kept[0].visitor_id}`)
    const visitor = (await shown.json()) as { email: string; forms: { answers: unknown[] }[] }
    assert.deepEqual([visitor.email, visitor.forms[0]?.answers.length], ['lea@example.org', 7])
  })

  it('says at each field what is wrong with it, and keeps nothing', async () => {
    const sent = await send({ nom: '', mail: 'x', choix: 'Rien', texte: 'y'.repeat(4_001), accord: 'no' })
    assert.equal(sent.status, 422)
    const { fields } = (await sent.json()) as { fields: Record<string, string> }
    assert.deepEqual(Object.keys(fields).sort(), ['accord', 'choix', 'mail', 'nom', 'texte'])
    for (const words of Object.values(fields)) assert.doesNotMatch(words, /^error:|_/)
  })

  it('is not for programs: nothing hidden filled in, nothing at once, no page of another day or form', async () => {
    const refused = async (more: Record<string, string>) =>
      ((await (await send(more)).json()) as { problem: string }).problem
    assert.equal(await refused({ website: 'https://spam.example' }), 'form_robot')
    assert.equal(await refused({ shown: shownAgo(1) }), 'form_fast')
    assert.equal(await refused({ shown: shownAgo(8 * 86_400) }), 'form_old')
    assert.equal(await refused({ shown: '' }), 'form_old')
    const [at] = shownAgo(10).split('.')
    assert.equal(await refused({ shown: `${Number(at) - 1}.${shownAgo(10).split('.')[1]}` }), 'form_old')
    const other = shownAt(secret, 'another', new Date(Date.now() - 10_000))
    assert.throws(() => requireSomebody(secret, formId, { shown: other, website: '' }, new Date()), {
      id: 'form_old',
    })
  })

  it('leaves as a sheet in which nothing runs', async () => {
    const sheet = await owner.browser.get(`/site-forms/${formId}/submissions`)
    const text = await sheet.text()
    assert.match(sheet.headers.get('content-type') ?? '', /text\/csv/)
    assert.match(text, /'=1\+1/)
    assert.doesNotMatch(text, /[,"]=1\+1/)
  })

  it('is another version once its fields change, and closed to all once it is closed', async () => {
    const change = async (to: object) =>
      (await owner.browser.patch(`/site-forms/${formId}`, to)).json() as Promise<{
        version: number
        open: boolean
      }>
    assert.equal((await change({ name: 'SAV' })).version, 1)
    assert.equal((await change({ fields: FIELDS.slice(0, 5) })).version, 2)
    assert.equal((await change({ open: false })).open, false)
    assert.equal((await send()).status, 404)
    assert.equal((await site.ask(`/forms/${formId}`, undefined)).status, 404)
    await change({ open: true, fields: FIELDS })
    const agent = await site.server.member(site.workspaceId, 'agent')
    assert.equal((await agent.browser.patch(`/site-forms/${formId}`, { open: false })).status, 403)
  })
})

describe('the page of a form', () => {
  const at = (path: string, body?: FormData) =>
    site.server.app.request(`/site/${site.publicId}${path}`, body ? { method: 'POST', body } : {})

  it('needs no program, escapes whatever was written, and keeps it where something is wrong', async () => {
    const shown = await (await at(`/forms/${formId}?lang=en`)).text()
    assert.match(shown, /<form method="post"/)
    assert.doesNotMatch(shown, /<script/)
    assert.match(shown, /J’accepte d’être recontacté\. \(en\)/)
    const wrong = await at(`/forms/${formId}`, filled({ mail: 'x', nom: '"><script>alert(1)</script>' }))
    const page = await wrong.text()
    assert.equal(wrong.status, 422)
    assert.doesNotMatch(page, /<script>alert/)
    assert.match(page, /&quot;&gt;&lt;script&gt;/)
    assert.match(page, /aria-invalid="true"/)
    const policy = wrong.headers.get('content-security-policy') ?? ''
    assert.match(policy, /default-src 'none'; style-src 'nonce-/)
    const done = await at(`/forms/${formId}`, filled())
    assert.match(await done.text(), /Merci, nous revenons/)
  })
})

describe('what a form may be', () => {
  it('has fields that differ, choices that are choices, and one name, address and file at most', () => {
    const wrong = (fields: unknown) => !formFields.safeParse(fields).success
    assert.ok(!wrong(FIELDS))
    const [name] = FIELDS
    assert.ok(wrong([]) && wrong([name, name]) && wrong([name, { ...name, id: 'autre' }]))
    assert.ok(wrong([{ ...FIELDS[3], options: [both('un')] }]) && wrong([{ ...name, id: 'A B' }]))
    assert.ok(wrong([{ ...name, label: both('').fr === '' ? { fr: '', en: '' } : both('') }]))
  })

  it('takes no value that it did not offer, whatever is sent', () => {
    const value = fc.oneof(fc.string(), fc.constantFrom('yes', 'Retard', 'lea@example.org', '', 'Autre'))
    const given = fc.dictionary(fc.constantFrom(...FIELDS.map(({ id }) => id), '__proto__', 'x'), value)
    fc.assert(
      fc.property(given, (all) => {
        let answers: ReturnType<typeof answersIn>
        try {
          answers = answersIn(FIELDS, new Map(Object.entries(all)), 'fr')
        } catch (error) {
          assert.ok(Object.keys((error as { fields: object }).fields).length > 0)
          return
        }
        for (const { id, kind, value: kept } of answers) {
          if (kind === 'choice') assert.ok(['Retard', 'Autre'].includes(kept))
          if (kind === 'consent') assert.ok(['yes', ''].includes(kept))
          assert.ok(FIELDS.some((field) => field.id === id))
        }
        assert.equal(typeof textOf(answers, { yes: 'oui', no: 'non' }), 'string')
      }),
    )
  })
})

describe('the identifiers of fields', () => {
  const field = (id: string) => ({ id, kind: 'text' as const, label: both(id), required: true })

  it('take no place of what a form is sent with, nor of each other', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.oneof(fc.constantFrom(...AROUND), fc.stringMatching(/^[a-z][a-z0-9]{0,30}$/))),
        (ids) => {
          const names = ids.map((id) => nameOf({ id }))
          assert.equal(new Set([...names, ...AROUND]).size, names.length + AROUND.length)
          for (const [n, name] of names.entries()) assert.ok(AROUND.includes(ids[n] ?? '') || name === ids[n])
        },
      ),
    )
  })

  it('may be any of those names: what is filled in comes in under its own words, by the page and by the program', async () => {
    const names = ['token', 'website', 'page', 'lang']
    const made = await owner.browser.post('/site-forms', {
      ...{ accountId: site.accountId, name: 'Noms', thanks: both('Merci') },
      fields: names.map(field),
    })
    assert.equal(made.status, 201, await made.clone().text())
    const { id } = (await made.json()) as { id: string }
    const shown = (await (await site.ask(`/forms/${id}`, undefined)).json()) as {
      fields: { id: string; name: string }[]
    }
    assert.deepEqual(
      shown.fields.map((one) => one.name),
      names.map((name) => `field-${name}`),
    )
    const path = `/site/${site.publicId}/forms/${id}`
    const html = await (await site.server.app.request(path)).text()
    const ofPage = [...html.matchAll(/id="(\w+)" name="([\w-]+)"/g)].map(([, , name]) => name)
    assert.deepEqual(
      ofPage,
      shown.fields.map((one) => one.name),
    )
    const values = (mark: string) => {
      const form = new FormData()
      for (const name of names) form.set(`field-${name}`, `${mark} ${name}`)
      const at = new Date(Date.now() - 10_000)
      for (const [key, value] of [
        ['token', pageToken()],
        ['shown', shownAt(secret, id, at)],
        ['lang', 'fr'],
      ] as const)
        form.set(key, value)
      return form
    }
    assert.equal((await site.ask(`/forms/${id}`, values('a') as never)).status, 200)
    assert.equal((await site.server.app.request(path, { method: 'POST', body: values('b') })).status, 200)
    const empty = values('c')
    empty.delete('field-page')
    const wrong = (await (await site.ask(`/forms/${id}`, empty as never)).json()) as { fields: object }
    assert.deepEqual(Object.keys(wrong.fields), ['page'])
    const { rows } = await site.server.pool.query<{ answers: { id: string; value: string }[] }>(
      'select answers from site_submission where form_id = $1 order by activity_id',
      [id],
    )
    assert.deepEqual(
      rows.map(({ answers }) => answers.map((one) => [one.id, one.value])).sort(),
      ['a', 'b'].map((mark) => names.map((name) => [name, `${mark} ${name}`])),
    )
  })
})
