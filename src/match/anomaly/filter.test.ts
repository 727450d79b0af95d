import assert from 'node:assert/strict'
import { Readable, Writable } from 'node:stream'
import { test } from 'node:test'
import { SPIKES_USAGE, spikesFilter } from './filter.ts'
import { isHeader, readRow } from './row.ts'

class Text extends Writable {
  text = ''
  override _write(chunk: Buffer, _encoding: string, done: () => void) {
    this.text += chunk
    done()
  }
}

async function run(input: string, ...args: string[]) {
  const [out, err] = [new Text(), new Text()]
  const code = await spikesFilter(args, Readable.from([input]), out, err)
  return { code, out: out.text.split('\n').slice(0, -1), err: err.text.split('\n').slice(0, -1) }
}

/** Forty days of about three posts an hour, and then one hour of many. */
function month(last: number): string {
  const rows = Array.from({ length: 24 * 40 }, (_, i) => {
    const at = new Date(Date.UTC(2026, 0, 1) + i * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')
    return `${at},${(i * 7) % 5}`
  })
  return `timestamp,value\n${rows.join('\n')}\n2026-02-10 00:00:00,${last}\n`
}

test('each row comes out as it was, in its order, with a score; what stands out is known by it', async () => {
  const { code, out, err } = await run(month(60))
  assert.deepEqual([code, err], [0, []])
  assert.equal(out[0], 'timestamp,value,score')
  assert.deepEqual(
    out.map((row) => row.split(',').slice(0, 2).join(',')),
    month(60).trim().split('\n'),
  )
  const scores = out.slice(1).map((row) => Number(row.split(',')[2]))
  assert.ok(scores.every((score) => score >= 0 && score <= 1))
  assert.ok((scores.at(-1) ?? 0) >= 0.5 && Math.max(...scores.slice(0, -1)) < 0.5)
  assert.ok(Number((await run(month(4))).out.at(-1)?.split(',')[2]) < 0.5)
})

test('a row that cannot be read is told with its number and why, and the others go on', async () => {
  const { code, out, err } = await run(
    '\uFEFFtimestamp,value\r\n2026-01-01 00:00:00,3\r\nyesterday,3\r\n2026-01-01 00:05:00\r\n2026-01-01 00:05:00,-1\r\n' +
      '2026-02-30 00:05:00,1\r\n\r\n2026-01-01 00:05:00,many\r\n2026-01-01 00:05:00,4\r\n2026-01-01 00:00:00,5\r\n',
  )
  assert.equal(code, 1)
  assert.deepEqual(out.slice(1), ['2026-01-01 00:00:00,3,0', '2026-01-01 00:05:00,4,0'])
  assert.deepEqual(err, [
    'line 3: "yesterday" is no time: 2026-11-22 07:30:00, ISO 8601, or seconds since 1970',
    'line 4: two columns are needed: timestamp,value',
    'line 5: "-1" is no count: a number of 0 or more, up to a million million',
    'line 6: "2026-02-30 00:05:00" is no time: 2026-11-22 07:30:00, ISO 8601, or seconds since 1970',
    'line 8: "many" is no count: a number of 0 or more, up to a million million',
    'line 10: earlier than the row before: rows go in the order of time',
  ])
})

test('a first row of values is no header, nor is a bad one passed over as such', async () => {
  assert.deepEqual((await run('2026-01-01,3\n')).out.slice(1), ['2026-01-01,3,0'])
  assert.deepEqual((await run('date,posts\n2026-01-01,3\n')).out.slice(1), ['2026-01-01,3,0'])
  const { code, err } = await run('2026-13-01,3\n')
  assert.deepEqual([code, err.length], [1, 1])
  assert.deepEqual(
    [isHeader('timestamp,value'), isHeader('2026-01-01,many'), isHeader('x,3')],
    [true, false, false],
  )
})

test('times are read as they are commonly written, without a zone as UTC', () => {
  const at = Date.UTC(2026, 10, 22, 7, 30)
  const written = [
    '2026-11-22 07:30:00,1',
    '2026-11-22T07:30,1',
    '"2026-11-22 07:30:00","1"',
    ' 2026-11-22T07:30:00Z , 1 ,and more',
    '2026-11-22T08:30:00+01:00,1',
    '2026-11-22 05:00:00.000-0230,1',
    '1795332600,1',
    '1795332600000,1e0',
  ]
  for (const line of written) {
    const row = readRow(line)
    assert.ok(row.ok, line)
    assert.deepEqual(row.point, { at, value: 1 }, line)
  }
  for (const line of [
    '',
    ',',
    '2026-11-22T25:00:00Z,1',
    '2026-11-22,',
    '2026-11-22,0x10',
    '2026-11-22,1e999',
    // Would be computed with for ever.
    '2026-11-22,1e160',
    '22/11/2026,1',
  ])
    assert.equal(readRow(line).ok, false, line)
})

test('the band says what was expected, and an unknown option how it is used', async () => {
  const { out } = await run(month(60), '--band')
  const titles = out[0]?.split(',')
  const last = out.at(-1)?.split(',') ?? []
  assert.deepEqual(titles, ['timestamp', 'value', 'score', 'expected', 'low', 'high', 'silence'])
  const [expected = 0, low = 0, high = 0] = last.slice(3).map(Number)
  assert.ok(low <= expected && expected < high && high < 60 && Math.abs(expected - 2) < 1, last.join())
  assert.deepEqual(await run('', '--bend'), {
    code: 2,
    out: [],
    err: SPIKES_USAGE.trimEnd().split('\n').concat('').slice(0, -1),
  })
  assert.equal((await run('', '--help')).code, 0)
})
