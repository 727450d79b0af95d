import assert from 'node:assert/strict'
import { mkdtemp, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { it } from 'node:test'
import { configCommand } from './commands/config.ts'
import { OPTIONS, type Option, OptionRefused, optionValue, readConfig } from './config.ts'

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
  assert.equal(readConfig({ VEILLEE_METRICS_TOKEN_FILE: file }).metricsToken, 'sesame')
  const port = OPTIONS.find((option) => option.name === 'VEILLEE_PORT')
  assert.equal(port && optionValue(port, { VEILLEE_PORT_FILE: file }).value, '4300')
})

/** What each option takes and what it does not; `null` for those that take anything. */
const VALUES: Record<string, { good: string[]; bad: string[] | null }> = {
  VEILLEE_DATA: { good: ['/srv/veillee', './été'], bad: null },
  DATABASE_URL: {
    good: ['postgres://v:p@db/v', 'postgresql://db/v?sslmode=require', 'postgres://v@/v?host=/run', '/run v'],
    bad: ['mysql://v@db/v', 'db.example', 'https://db.example/'],
  },
  VEILLEE_HOST: { good: ['0.0.0.0', '::', 'localhost'], bad: null },
  VEILLEE_PORT: {
    good: ['0', '1', '80', '65535'],
    bad: ['-1', '65536', '80.5', 'http', '8O', 'NaN', '80,81'],
  },
  VEILLEE_PUBLIC_URL: {
    good: ['https://v.example', 'http://10.0.0.2:4300/'],
    bad: ['v.example', 'ftp://v.example', 'javascript:alert(1)', '//v.example', 'https://'],
  },
  VEILLEE_ROLE: { good: ['web', 'worker', 'all'], bad: ['Web', 'both', 'web,worker'] },
  VEILLEE_LOG: { good: ['trace', 'silent'], bad: ['verbose', 'INFO', '30'] },
  VEILLEE_SECRET_KEY: {
    good: ['aB'.repeat(32)],
    bad: ['ab', 'g'.repeat(64), 'a'.repeat(63), 'a'.repeat(65)],
  },
  VEILLEE_SECRET_KEY_BEFORE: { good: ['01'.repeat(32)], bad: ['sesame'] },
  VEILLEE_ALLOW_HOSTS: {
    good: ['nas', 'nas.local:8080, 10.0.0.5', '[fd00::1]:443,fd00::2', ' , nas'],
    bad: ['https://nas.local/', 'nas/x', 'nas;lan', 'nas lan', 'user@nas', 'nas,*'],
  },
  VEILLEE_SMTP_URL: {
    good: ['smtps://v%40v.example:p@mail.example', 'smtp://10.0.0.2:25?security=clear'],
    bad: ['relay.lan', 'https://relay.lan', 'smtp://'],
  },
  VEILLEE_MAIL_FROM: {
    good: ['v@v.example', 'Veillée <v@v.example>'],
    bad: ['Veillée', 'v@v@v', 'Veillée <v>'],
  },
  VEILLEE_TRUST_PROXY: { good: ['yes', 'no'], bad: ['true', '1', 'Yes'] },
  VEILLEE_LIMITS: { good: ['yes', 'no'], bad: ['off', '0'] },
  VEILLEE_UPLOAD_MB: { good: ['1', '100000'], bad: ['0', '100001', '1.5', '2GB', '-1'] },
  VEILLEE_ATTACHMENT_MB: { good: ['1', '500'], bad: ['0', '501', '40MB'] },
  VEILLEE_METRICS_TOKEN: { good: ['x'], bad: null },
  VEILLEE_BACKUP_PASSPHRASE: { good: ['un deux trois'], bad: null },
}

it('takes of each option what it can use, and refuses the rest by name, without saying a secret', () => {
  assert.deepEqual(Object.keys(VALUES).sort(), OPTIONS.map(({ name }) => name).sort())
  const all: readonly Option[] = OPTIONS
  for (const option of all) {
    const { good, bad } = VALUES[option.name] ?? assert.fail(option.name)
    for (const value of good) {
      assert.deepEqual(optionValue(option, { [option.name]: value }), { value, from: 'environment' })
      readConfig({ [option.name]: value })
    }
    for (const value of bad ?? []) {
      assert.throws(
        () => readConfig({ [option.name]: value }),
        (error) => {
          assert.ok(error instanceof OptionRefused, `${option.name}=${value}: ${error}`)
          assert.match(error.message, new RegExp(`^${option.name} must be `))
          return !option.secret || !error.message.includes(value)
        },
        `${option.name}=${value}`,
      )
    }
    assert.equal(optionValue(option, { [option.name]: '' }).from, 'default')
    assert.doesNotThrow(() => option.check?.(option.fallback), option.name)
  }
})

it('refuses a secret whose file is not there or holds nothing: neither is a wish for none', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'veillee-config-'))
  await writeFile(join(folder, 'empty'), ' \n')
  for (const { name, secret } of OPTIONS.map((option): Option => option)) {
    if (!secret) continue
    const given = (file: string) => () => readConfig({ [`${name}_FILE`]: join(folder, file) })
    assert.throws(given('absent'), {
      message: `${name}_FILE cannot be read: ${join(folder, 'absent')} (ENOENT)`,
    })
    assert.throws(given('empty'), { message: `${name}_FILE is empty: ${join(folder, 'empty')}` })
    assert.throws(given('.'), OptionRefused)
    // What is given by itself goes first: the file is not even looked for.
    const [value = ''] = VALUES[name]?.good ?? []
    assert.doesNotThrow(() => readConfig({ [name]: value, [`${name}_FILE`]: join(folder, 'absent') }))
  }
})

it('prints every option as it is read, where it comes from, and of secrets only that they are there', async (t) => {
  const folder = await mkdtemp(join(tmpdir(), 'veillee-config-'))
  await writeFile(join(folder, 'token'), 'NOT-TO-BE-SEEN\n')
  const given: Record<string, string> = {
    VEILLEE_PORT: '8081',
    VEILLEE_SECRET_KEY: 'cd'.repeat(32),
    VEILLEE_METRICS_TOKEN_FILE: join(folder, 'token'),
    DATABASE_URL: 'postgres://v:NOT-TO-BE-SEEN@db/v',
  }
  const names = OPTIONS.flatMap(({ name }) => [name, `${name}_FILE`])
  const before = Object.fromEntries(names.map((name) => [name, process.env[name]]))
  t.after(() => {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name]
      else process.env[name] = value
    }
  })
  for (const name of names) delete process.env[name]
  Object.assign(process.env, given)
  let said = ''
  configCommand((text) => {
    said += text
  })
  for (const line of [
    'VEILLEE_PORT=8081  [environment]',
    'VEILLEE_SECRET_KEY=(secret)  [environment]',
    'VEILLEE_METRICS_TOKEN=(secret)  [file]',
    'VEILLEE_HOST=127.0.0.1  [default]',
    'VEILLEE_BACKUP_PASSPHRASE=(none)  [default]',
  ])
    assert.ok(said.includes(`${line}\n`), line)
  for (const { name, about } of OPTIONS) assert.ok(said.includes(`${name}=`) && said.includes(about), name)
  assert.doesNotMatch(said, /NOT-TO-BE-SEEN|cdcd/)
})

it('speaks the language of whoever starts it', () => {
  const locale = (environment: Record<string, string>) => readConfig(environment).locale
  assert.equal(locale({ LANG: 'fr_FR.UTF-8' }), 'fr')
  assert.equal(locale({ LANG: 'fr_FR.UTF-8', LC_MESSAGES: 'en_GB' }), 'en')
  assert.equal(locale({ LANG: 'en_US', LC_ALL: 'fr' }), 'fr')
  assert.equal(locale({ LANG: 'de_DE' }), 'en')
  assert.equal(locale({}), 'en')
})
