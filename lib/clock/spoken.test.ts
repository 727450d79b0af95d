import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { wallOf } from './civil.ts'
import { spokenAt, zoneWords } from './spoken.ts'

const NOW = new Date('2026-11-20T08:00:00Z')
const AT = new Date('2026-11-23T09:00:00Z')
const plain = (words: string) => words.replaceAll('\u00A0', ' ')

describe('an appointment', () => {
  const said = (locale: 'fr' | 'en', at: Date, zone: string, own?: string) =>
    plain(spokenAt(locale, at, { zone, now: NOW, ...(own ? { own } : {}) }))

  it('is written as people write it', () => {
    assert.equal(said('fr', AT, 'Europe/Paris'), 'lundi 23 novembre à 10 h (heure de Paris)')
    assert.equal(said('en', AT, 'Europe/Paris'), 'Monday 23 November, 10:00 am (Paris time)')
    const half = new Date('2027-01-01T14:05:00Z')
    assert.equal(said('fr', half, 'Europe/Paris'), 'vendredi 1er janvier 2027 à 15 h 05 (heure de Paris)')
    assert.equal(said('en', half, 'Europe/London'), 'Friday 1 January 2027, 2:05 pm (London time)')
  })

  it('is told by both clocks where they differ, with the day where that differs too', () => {
    assert.equal(
      said('fr', AT, 'Europe/Paris', 'America/New_York'),
      'lundi 23 novembre à 10 h (heure de Paris), soit 4 h (heure de New York)',
    )
    assert.equal(
      said('en', AT, 'Europe/Paris', 'Pacific/Honolulu'),
      'Monday 23 November, 10:00 am (Paris time), that is Sunday 22 November, 11:00 pm (Honolulu time)',
    )
    assert.equal(said('fr', AT, 'Europe/Paris', 'Europe/Berlin'), said('fr', AT, 'Europe/Paris'))
  })

  it('shows what the clocks show, whenever and wherever', () => {
    const zones = ['Europe/Paris', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns', 'UTC']
    const date = fc.date({ min: new Date('2024-01-01'), max: new Date('2031-01-01'), noInvalidDate: true })
    fc.assert(
      fc.property(date, fc.constantFrom(...zones), fc.constantFrom(...zones), (at, zone, own) => {
        const words = plain(spokenAt('fr', at, { zone, own, now: NOW }))
        const [, hour, minute = '0'] = /à (\d+) h(?: (\d\d))?/.exec(words) ?? []
        assert.equal(Number(hour) * 60 + Number(minute), wallOf(at, zone).minutes)
        const same = wallOf(at, zone).minutes === wallOf(at, own).minutes
        assert.equal(words.includes(', soit '), !same)
      }),
    )
  })
})

it('clocks are called by their city, in the reader’s language', () => {
  const fr = (zone: string) => zoneWords('fr', zone)
  assert.deepEqual(
    [
      'Europe/London',
      'Europe/Amsterdam',
      'Africa/Cairo',
      'Indian/Reunion',
      'America/Argentina/Buenos_Aires',
      'UTC',
    ].map(fr),
    [
      'heure de Londres',
      'heure d’Amsterdam',
      'heure du Caire',
      'heure de La Réunion',
      'heure de Buenos Aires',
      'UTC',
    ],
  )
  assert.equal(zoneWords('en', 'America/New_York'), 'New York time')
})
