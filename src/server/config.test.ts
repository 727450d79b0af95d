import assert from 'node:assert/strict'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { OPTIONS, optionValue, readConfig } from './config.ts'

it('reads the defaults when the environment says nothing', () => {
  const config = readConfig({})
  assert.deepEqual(
    [config.host, config.port, config.role, config.trustProxy],
    ['127.0.0.1', 4300, 'all', false],
  )
  assert.equal(config.uploadBytes, 2_048_000_000)
})

it('takes what is given, and an empty value for nothing', () => {
  const config = readConfig({
    VEILLEE_PORT: '8080',
    VEILLEE_HOST: '',
    VEILLEE_PUBLIC_URL: 'https://v.example/',
    VEILLEE_ALLOW_HOSTS: 'a, b:80',
  })
  assert.deepEqual([config.port, config.host, config.publicUrl], [8080, '127.0.0.1', 'https://v.example'])
  assert.deepEqual(config.allowHosts, ['a', 'b:80'])
})

it('names the option that cannot be used', () => {
  assert.throws(
    () => readConfig({ VEILLEE_PORT: 'many' }),
    /VEILLEE_PORT must be a whole number from 0 to 65535/,
  )
  assert.throws(() => readConfig({ VEILLEE_ROLE: 'boss' }), /VEILLEE_ROLE must be one of web, worker, all/)
  assert.throws(
    () => readConfig({ VEILLEE_PUBLIC_URL: 'javascript:1' }),
    /VEILLEE_PUBLIC_URL must be an http/,
  )
})

it('reads a secret from the file its twin names, and only a secret', async () => {
  const file = join(await mkdtemp(join(tmpdir(), 'veillee-config-')), 'key')
  await writeFile(file, 'sesame\n')
  assert.equal(readConfig({ VEILLEE_SECRET_KEY_FILE: file }).secretKey, 'sesame')
  const port = OPTIONS.find((option) => option.name === 'VEILLEE_PORT')
  assert.equal(port && optionValue(port, { VEILLEE_PORT_FILE: file }).value, '4300')
})
