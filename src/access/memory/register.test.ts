import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { fixedClock } from '../../../lib/clock/index.ts'
import { type Member, problemOf, type TestServer, testServer } from '../../../test/support/http.ts'
import { askingRegister, type Register, rememberingRegister } from './register.ts'

/** Whether notices come is for each test to say. */
function ears() {
  const state = { connected: true }
  const heard: ((notice: { w: string; k: string }) => void)[] = []
  const listening: (() => void)[] = []
  return {
    state,
    hear: (k: string) => {
      for (const listener of heard) listener({ w: workspaceId, k })
    },
    comeBack: () => {
      for (const listener of listening) listener()
    },
    live: {
      connected: () => state.connected,
      onNotice: (listener: (notice: { w: string; k: string }) => void) => {
        heard.push(listener)
        return () => undefined
      },
      onListening: (listener: () => void) => {
        listening.push(listener)
        return () => undefined
      },
    },
  }
}

function counted(register: Register) {
  const asked = { holderOf: 0, membershipsOf: 0, memberNames: 0 }
  const counting: Register = {
    holderOf: (secret) => {
      asked.holderOf++
      return register.holderOf(secret)
    },
    membershipsOf: (userId) => {
      asked.membershipsOf++
      return register.membershipsOf(userId)
    },
    memberNames: (workspaceId) => {
      asked.memberNames++
      return register.memberNames(workspaceId)
    },
  }
  return { asked, counting }
}

let server: TestServer
let workspaceId: string
let owner: Member

before(async () => {
  server = await testServer({ deaf: true })
  workspaceId = await server.workspace()
  owner = await server.member(workspaceId, 'owner')
})
after(() => server.close())

async function makeKey(by = owner): Promise<{ id: string; secret: string }> {
  const permissions = ['inbox:read', 'audit:read']
  return (await (await by.browser.post('/keys', { name: 'Script', permissions })).json()) as {
    id: string
    secret: string
  }
}

function withKey(secret: string, path: string): Promise<Response> {
  return server.browser().get(path, { bare: true, headers: { authorization: `Bearer ${secret}` } })
}

describe('what is remembered of who may enter, in the process that changes it', () => {
  it('a key revoked is refused by the very next request, no notice heard', async () => {
    const key = await makeKey()
    assert.equal((await withKey(key.secret, '/members')).status, 200)
    assert.equal((await owner.browser.delete(`/keys/${key.id}`)).status, 204)
    assert.equal((await problemOf(await withKey(key.secret, '/members'))).id, 'key_invalid')
  })

  it('a role taken down takes its keys down with it, and its session', async () => {
    const manager = await server.member(workspaceId, 'manager')
    const key = await makeKey(manager)
    assert.equal((await withKey(key.secret, '/audit')).status, 200)
    assert.equal((await manager.browser.get('/audit')).status, 200)
    await owner.browser.patch(`/members/${manager.memberId}`, { role: 'agent' })
    assert.equal((await withKey(key.secret, '/audit')).status, 403)
    assert.equal((await manager.browser.get('/audit')).status, 403)
  })

  it('a member removed is out, with session and keys', async () => {
    const manager = await server.member(workspaceId, 'manager')
    const key = await makeKey(manager)
    assert.equal((await withKey(key.secret, '/members')).status, 200)
    assert.equal((await manager.browser.get('/members')).status, 200)
    await owner.browser.delete(`/members/${manager.memberId}`)
    assert.equal((await withKey(key.secret, '/members')).status, 401)
    assert.equal((await manager.browser.get('/members')).status, 403)
  })

  it('a session that signs out is out, whatever is remembered of its person', async () => {
    const agent = await server.member(workspaceId, 'agent')
    const cookies = agent.browser.cookie()
    assert.equal((await agent.browser.get('/members')).status, 200)
    await agent.browser.post('/api/auth/sign-out')
    const again = await server.browser().get('/members', { headers: { cookie: cookies } })
    assert.equal(again.status, 401)
  })
})

describe('in the other processes', () => {
  it('is forgotten when a change is told: the key is asked for again, and refused', {
    timeout: 30_000,
  }, async () => {
    const elsewhere = rememberingRegister(askingRegister(server.db), server.live, fixedClock(new Date()))
    while (!server.live.connected()) await new Promise((resolve) => setTimeout(resolve, 2))
    const key = await makeKey()
    assert.notEqual(await elsewhere.holderOf(key.secret), null)
    const told = new Promise<void>((resolve) => {
      server.live.onNotice(({ w, k }) => void (w === workspaceId && k === 'access' && resolve()))
    })
    await owner.browser.delete(`/keys/${key.id}`)
    await told
    assert.equal(await elsewhere.holderOf(key.secret), null)
  })

  it('is forgotten by itself after ten seconds, should nothing be told', async () => {
    const clock = fixedClock(new Date())
    const { live } = ears()
    const elsewhere = rememberingRegister(askingRegister(server.db), live, clock)
    const key = await makeKey()
    await elsewhere.holderOf(key.secret)
    await owner.browser.delete(`/keys/${key.id}`)
    clock.advance(10_000)
    assert.equal(await elsewhere.holderOf(key.secret), null)
  })
})

describe('the memory', () => {
  it('asks once, for each of the three', async () => {
    const { asked, counting } = counted(askingRegister(server.db))
    const register = rememberingRegister(counting, ears().live, fixedClock(new Date()))
    const key = await makeKey()
    for (let n = 0; n < 3; n++) {
      assert.equal((await register.holderOf(key.secret))?.keyId, key.id)
      assert.equal((await register.membershipsOf(owner.userId))[0]?.workspaceId, workspaceId)
      assert.ok((await register.memberNames(workspaceId)).has(owner.memberId))
    }
    assert.deepEqual(asked, { holderOf: 1, membershipsOf: 1, memberNames: 1 })
  })

  it('never remembers that there was nobody', async () => {
    const { asked, counting } = counted(askingRegister(server.db))
    const register = rememberingRegister(counting, ears().live, fixedClock(new Date()))
    const key = await makeKey()
    const forged = `${key.secret.slice(0, -2)}xx`
    await register.holderOf(key.secret)
    assert.equal(await register.holderOf(forged), null)
    assert.equal(await register.holderOf(forged), null)
    assert.deepEqual(await register.membershipsOf(workspaceId), [])
    assert.deepEqual(await register.membershipsOf(workspaceId), [])
    assert.deepEqual(asked, { holderOf: 3, membershipsOf: 2, memberNames: 0 })
  })

  it('is not used while no notice can come, and begins anew when they come again', async () => {
    const { asked, counting } = counted(askingRegister(server.db))
    const hearing = ears()
    const register = rememberingRegister(counting, hearing.live, fixedClock(new Date()))
    const key = await makeKey()
    await register.holderOf(key.secret)
    hearing.state.connected = false
    await register.holderOf(key.secret)
    await register.holderOf(key.secret)
    assert.equal(asked.holderOf, 3)
    hearing.state.connected = true
    hearing.comeBack()
    await register.holderOf(key.secret)
    await register.holderOf(key.secret)
    assert.equal(asked.holderOf, 4)
  })

  it('keeps nothing that was read while a change was told', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const asking = askingRegister(server.db)
    const slow = counted({
      ...asking,
      holderOf: async (secret) => {
        const found = await asking.holderOf(secret)
        await promise
        return found
      },
    })
    const hearing = ears()
    const register = rememberingRegister(slow.counting, hearing.live, fixedClock(new Date()))
    const key = await makeKey()
    const first = register.holderOf(key.secret)
    hearing.hear('access')
    resolve()
    await first
    await register.holderOf(key.secret)
    assert.equal(slow.asked.holderOf, 2)
  })
})
