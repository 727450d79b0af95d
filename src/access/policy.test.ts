import assert from 'node:assert/strict'
import { test } from 'node:test'
import { PERMISSIONS, type Permission, permissionsOf, ROLES, type Role } from './policy.ts'

/** Said once more, by hand: a change of what a role may do must be meant. */
const TABLE: Record<Role, string> = {
  owner: 'everything',
  manager: 'everything but workspace:manage',
  agent:
    'alerts:read channels:read inbox:read inbox:write moderation:act outbox:read outbox:write people:read people:write reports:read stream:read',
  approver:
    'alerts:read answers:approve channels:read inbox:read inbox:write moderation:act outbox:read people:read reports:read stream:read',
  analyst: 'alerts:read channels:read inbox:read people:read reports:read stream:read',
  guest: 'reports:read',
}

function said(role: Role): string {
  const held = permissionsOf(role)
  const missing = PERMISSIONS.filter((one) => !held.has(one))
  if (missing.length === 0) return 'everything'
  if (missing.length === 1) return `everything but ${missing[0]}`
  return [...held].sort().join(' ')
}

for (const role of ROLES) {
  test(`what ${role} may do is what was decided`, () => {
    assert.equal(said(role), TABLE[role])
  })
}

test('who only reads cannot change anything, and a guest sees no customer', () => {
  const changes = (one: Permission) => /:(manage|write|stop|approve)$/.test(one)
  assert.deepEqual([...permissionsOf('analyst')].filter(changes), [])
  assert.deepEqual(
    [...permissionsOf('guest')].filter((one) => /^(inbox|outbox|people|stream)/.test(one)),
    [],
  )
})

test('only an owner may do what only an owner may', () => {
  assert.deepEqual(
    ROLES.filter((role) => permissionsOf(role).has('workspace:manage')),
    ['owner'],
  )
})
