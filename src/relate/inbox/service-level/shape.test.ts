import assert from 'node:assert/strict'
import { test } from 'node:test'
import { proposal } from './policy.ts'
import { settingsShape } from './shape.ts'

const GOOD = proposal('Europe/Paris', { calendar: 'Bureau', urgent: 'Urgent', policy: 'Toutes' })
const copy = () => structuredClone(GOOD)
const refused = (change: (settings: ReturnType<typeof copy>) => unknown) => {
  const settings = copy()
  change(settings)
  return !settingsShape.safeParse(settings).success
}

test('what is proposed can be kept as it is', () => {
  assert.ok(settingsShape.safeParse(GOOD).success)
})

test('hours that run into one another, zones that are none, and weeks of eight days are refused', () => {
  assert.ok(refused(({ calendars: [one] }) => one?.week[0]?.reverse()))
  assert.ok(refused(({ calendars: [one] }) => one?.week[0]?.push({ from: '17:00', to: '19:00' })))
  assert.ok(refused(({ calendars: [one] }) => one?.week.push([])))
  assert.ok(refused(({ calendars: [one] }) => Object.assign(one ?? {}, { zone: 'Mars/Olympus' })))
  assert.ok(refused(({ calendars: [one] }) => Object.assign(one ?? {}, { holidays: 'uk' })))
  assert.ok(refused(({ calendars: [one] }) => one?.days.push({ date: '2026-02-30', hours: [] })))
})

test('targets of nothing or of more than a year, calendars that are not there, and things that bear one id are refused', () => {
  for (const first of [0, -5, 1.5, 600_000])
    assert.ok(
      refused(({ policies: [one] }) => Object.assign(one?.targets ?? {}, { first })),
      `${first}`,
    )
  assert.ok(
    refused(({ policies: [one] }) =>
      Object.assign(one ?? {}, { calendarId: '00000000-0000-4000-8000-00000000dead' }),
    ),
  )
  assert.ok(refused(({ policies: [one, other] }) => Object.assign(one ?? {}, { id: other?.id })))
  assert.ok(refused(({ policies: [one] }) => one?.steps.push(...one.steps)))
})

test('more than is bounded, and fields that nobody knows, are refused (T3, T22)', () => {
  assert.ok(refused((settings) => Object.assign(settings, { workspaceId: 'x' })))
  assert.ok(refused(({ policies: [one] }) => Object.assign(one ?? {}, { admin: true })))
  assert.ok(
    refused(({ policies }) =>
      policies.push(
        ...Array.from({ length: 60 }, (_, i) => ({
          ...(policies[0] ?? assert.fail()),
          id: `00000000-0000-4000-8000-0000000001${String(i).padStart(2, '0')}`,
          steps: [],
        })),
      ),
    ),
  )
  assert.ok(refused(({ policies: [one] }) => one?.steps[0]?.tell.push('everybody')))
})
