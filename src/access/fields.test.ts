import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { Problem } from '../../lib/errors/index.ts'
import {
  emailAddress,
  idParams,
  localeCode,
  newPassword,
  personName,
  requirePerson,
  roleName,
  timeOfDay,
  timeZone,
  whoIs,
} from './fields.ts'
import { readinessSchema } from './readiness/readiness.ts'
import type { Principal } from './route.ts'

describe('a field', () => {
  it('of a zone is one that clocks know by its place, or UTC', () => {
    const PLACES = ['Europe/Paris', 'Asia/Kolkata', 'Australia/Lord_Howe', 'America/Argentina/Ushuaia', 'UTC']
    for (const zone of PLACES) assert.equal(timeZone.parse(zone), zone)
    for (const none of ['', 'Paris', 'EST', '+02:00', 'Europe/Atlantis', 'Europe/Paris\0', 'a/'.repeat(40)]) {
      const { error } = timeZone.safeParse(none)
      assert.ok(error, none)
    }
    assert.equal(timeZone.safeParse('Mars/Phobos').error?.issues[0]?.message, 'field_time_zone')
  })

  it('of every zone the platform names can be shown by it', () => {
    for (const zone of Intl.supportedValuesOf('timeZone').filter((one) => one.includes('/')))
      assert.ok(timeZone.safeParse(zone).success, zone)
  })

  it('of an hour is what a clock shows, and nothing like it', () => {
    fc.assert(
      fc.property(fc.nat(99), fc.nat(99), (hours, minutes) => {
        const text = `${String(hours).padStart(2, '0')}:${String(minutes).padStart(2, '0')}`
        assert.equal(timeOfDay.safeParse(text).success, hours < 24 && minutes < 60, text)
      }),
    )
    for (const bad of ['7:30', '07:3', '07h30', '07:30:00', ' 07:30', '07:30\n', '٠٧:٣٠', ''])
      assert.ok(!timeOfDay.safeParse(bad).success, JSON.stringify(bad))
  })

  it('of an address is kept in small letters, so that nobody is invited twice', () => {
    assert.equal(emailAddress.parse('Camille@Ardoise.Example'), 'camille@ardoise.example')
    for (const bad of [
      'camille',
      'camille@',
      '@ardoise.example',
      'a b@x.example',
      'a@b@x.example',
      '',
      `${'a'.repeat(320)}@x.fr`,
    ])
      assert.ok(!emailAddress.safeParse(bad).success, bad)
  })

  it('of a name is what is left without the room around it, one to a hundred signs', () => {
    assert.equal(personName.parse('  Zoé\u00a0'), 'Zoé')
    assert.ok(personName.safeParse(`  ${'é'.repeat(100)}  `).success)
    for (const bad of ['', ' \t\n', 'x'.repeat(101)]) assert.ok(!personName.safeParse(bad).success)
  })

  it('of a password keeps its room: a phrase is one', () => {
    assert.equal(newPassword.parse('  correct horse battery '), '  correct horse battery ')
    assert.ok(!newPassword.safeParse('court').success)
    assert.ok(!newPassword.safeParse('x'.repeat(5000)).success)
  })

  it('of a role, a language or an id takes none but these, and no more beside', () => {
    for (const bad of ['Owner', 'admin', '', '__proto__']) assert.ok(!roleName.safeParse(bad).success, bad)
    for (const bad of ['FR', 'de', 'fr-FR']) assert.ok(!localeCode.safeParse(bad).success, bad)
    const id = '0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b'
    assert.deepEqual(idParams.parse({ id }), { id })
    for (const bad of [{ id: '1' }, { id: `${id}'--` }, {}, { id, workspaceId: id }])
      assert.ok(!idParams.safeParse(bad).success, JSON.stringify(bad))
  })
})

describe('who asks', () => {
  const person: Principal = { userId: 'u', memberId: 'm', role: 'agent', permissions: new Set() }

  it('is named with the key that they use, and without one where there is none', () => {
    assert.deepEqual(whoIs(person), { userId: 'u' })
    assert.deepEqual(whoIs({ ...person, keyId: 'k' }), { userId: 'u', keyId: 'k' })
  })

  it('is a person where it concerns them: no key stands for one', () => {
    assert.doesNotThrow(() => requirePerson(person))
    assert.throws(
      () => requirePerson({ ...person, keyId: 'k' }),
      (error) => error instanceof Problem && error.id === 'key_cannot' && error.status === 403,
    )
  })
})

describe('the questions before starting', () => {
  const ANSWERS = {
    brand: { names: ['Ardoise'], site: '', competitors: [], languages: [], identity: [] },
    people: { who: '', answersWithinHours: 4, outOfHours: '', approves: '' },
    objectives: [],
  }
  const objective = { indicator: 'custom', label: 'x', target: 0, by: '', agreedWith: '' }
  const takes = (more: object) => readinessSchema.safeParse({ ...ANSWERS, ...more }).success

  it('need a name and an hour, and may leave the rest open', () => {
    assert.ok(takes({}))
    assert.ok(!takes({ brand: { ...ANSWERS.brand, names: [] } }))
    assert.ok(!takes({ brand: { ...ANSWERS.brand, names: ['  '] } }))
    for (const [hours, ok] of [
      [0, true],
      [0.5, true],
      [8760, true],
      [-1, false],
      [8761, false],
      [Number.NaN, false],
    ] as const)
      assert.equal(takes({ people: { ...ANSWERS.people, answersWithinHours: hours } }), ok, `${hours}`)
  })

  it('take as many as can be kept in mind, and figures that can be drawn', () => {
    assert.ok(takes({ objectives: Array(30).fill(objective) }))
    assert.ok(!takes({ objectives: Array(31).fill(objective) }))
    for (const target of [Number.POSITIVE_INFINITY, 1e10, -1e10, '4'])
      assert.ok(!takes({ objectives: [{ ...objective, target }] }), `${target}`)
    assert.ok(!takes({ objectives: [{ ...objective, indicator: 'luck' }] }))
    assert.ok(!takes({ brand: { ...ANSWERS.brand, languages: ['fr', 'en', 'fr'] } }))
  })
})
