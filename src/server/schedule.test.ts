import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testDatabase } from '../../test/support/database.ts'
import { testWorkspace } from '../../test/support/workspace.ts'
import { inEach } from './schedule.ts'

test('what happens in one workspace keeps no other from its turn, and is told', async () => {
  const { db, close } = await testDatabase()
  try {
    const ids = [await testWorkspace(db), await testWorkspace(db), await testWorkspace(db)].sort()
    const done: string[] = []
    const trouble = new Error('a row that nobody can read')
    await assert.rejects(
      inEach(db, async (_db, workspaceId) => {
        if (workspaceId === ids[0]) throw trouble
        done.push(workspaceId)
      }),
      (error: Error) => error.cause === trouble,
    )
    assert.deepEqual(done.sort(), ids.slice(1))
  } finally {
    await close()
  }
})
