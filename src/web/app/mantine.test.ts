import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { glob, readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { it } from 'node:test'

const WEB = new URL('..', import.meta.url).pathname
const STYLES = dirname(createRequire(import.meta.url).resolve('@mantine/core/styles/Button.css'))

it('every part of the library that is used has its style sheet in the page', async () => {
  const sheets = await readFile(new URL('mantine.css', import.meta.url), 'utf8')
  const bare = new Set<string>()
  for await (const file of glob('**/*.tsx', { cwd: WEB })) {
    const text = await readFile(join(WEB, file), 'utf8')
    for (const [, names = ''] of text.matchAll(/import \{([^}]*)\} from '@mantine\/core'/g))
      for (const name of names.split(',').map((one) => one.trim()))
        if (existsSync(join(STYLES, `${name}.css`)) && !sheets.includes(`/${name}.css"`))
          bare.add(`${name}, in ${file}`)
  }
  assert.deepEqual([...bare], [])
})
