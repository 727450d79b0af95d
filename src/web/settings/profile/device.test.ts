import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deviceOf } from './device.ts'

test('browsers that call themselves by several names get their own', () => {
  const edge =
    'Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36 Edg/140.0'
  assert.deepEqual(deviceOf(edge), { browser: 'Edge', system: 'Windows' })
  const phone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) Version/19.0 Mobile Safari/604.1'
  assert.deepEqual(deviceOf(phone), { browser: 'Safari', system: 'iOS' })
  assert.deepEqual(deviceOf('curl/8'), { browser: '', system: '?' })
})
