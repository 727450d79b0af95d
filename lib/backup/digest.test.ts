import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { RowDigest } from './digest.ts'
import { Manifest, Schema } from './manifest.ts'

function digestOf(rows: string[]): [rows: number, checksum: string] {
  const digest = new RowDigest()
  digest.add(Buffer.from(rows.map((row) => `${row}\n`).join('')))
  return [digest.rows, digest.checksum]
}

describe('the digest of a table', () => {
  const row = fc.oneof(
    fc.constantFrom('', '1\t\\N', '1\t{"a":"\\\\n"}', 'é😀'),
    fc.stringMatching(/^[a-c\t]{0,6}$/),
  )
  const rows = fc.array(row, { maxLength: 30 })

  it('is the same in any order and in whatever pieces, and counts the rows', () => {
    fc.assert(
      fc.property(rows, fc.integer(), fc.integer({ min: 1, max: 7 }), (list, seed, size) => {
        const [count, checksum] = digestOf(list)
        assert.equal(count, list.length)
        const mixed = list.map((one, i) => ({ one, at: (i * 7919 + seed) % 31 })).sort((a, b) => a.at - b.at)
        assert.deepEqual(digestOf(mixed.map(({ one }) => one)), [count, checksum])
        const digest = new RowDigest()
        for (let at = 0; at < list.length; at += size)
          digest.add(
            Buffer.from(
              list
                .slice(at, at + size)
                .map((one) => `${one}\n`)
                .join(''),
            ),
          )
        assert.equal(digest.checksum, checksum)
      }),
    )
  })

  it('tells a row that is missing, repeated or changed', () => {
    fc.assert(
      fc.property(rows, row, row, (list, more, other) => {
        const [, checksum] = digestOf([...list, more])
        assert.notEqual(digestOf(list)[1], checksum)
        assert.notEqual(digestOf([...list, more, more])[1], checksum)
        if (other !== more) assert.notEqual(digestOf([...list, other])[1], checksum)
      }),
    )
    assert.notEqual(digestOf(['ab', 'c'])[1], digestOf(['a', 'bc'])[1])
    assert.deepEqual(digestOf([]), [0, '0'.repeat(32)])
  })

  it('takes no half of a row', () => {
    for (const cut of ['x', 'a\nb']) assert.throws(() => new RowDigest().add(Buffer.from(cut)), /cut short/)
    new RowDigest().add(Buffer.alloc(0))
  })
})

describe('what a backup says of itself', () => {
  const schema = {
    format: 'veillee-backup',
    version: 1,
    created: '2026-11-22T10:00:00.000Z',
    migrations: ['2026-11-20-01-workspace'],
    tables: [
      {
        name: 'activity',
        columns: ['workspace_id', 'id'],
        partitions: [
          {
            name: 'activity_2026_11',
            bounds: "FOR VALUES FROM ('2026-11-01 00:00:00+00') TO ('2026-12-01 00:00:00+00')",
          },
          { name: 'activity_before', bounds: "FOR VALUES FROM (MINVALUE) TO ('1990-01-01')" },
          { name: 'activity_rest', bounds: 'DEFAULT' },
        ],
      },
    ],
  }
  const partition = (change: { name?: string; bounds?: string }) => ({
    ...schema,
    tables: [{ ...schema.tables[0], partitions: [{ name: 'p', bounds: 'DEFAULT', ...change }] }],
  })

  it('is read as it is written', () => assert.deepEqual(Schema.parse(schema), schema))

  it('can carry no SQL of another: names are names, bounds are literals', () => {
    for (const bounds of [
      'DEFAULT; drop table member',
      "FOR VALUES FROM ('a'') TO ('b')",
      "FOR VALUES FROM ('a\\') TO ('b')",
      "FOR VALUES FROM (now()) TO ('b')",
      "FOR VALUES IN ('a')",
      "FOR VALUES FROM ('a') TO ('b') PARTITION BY x",
      ' DEFAULT',
      'default',
      "FOR VALUES FROM ('a') TO ('b')\n; drop table member",
    ])
      assert.equal(Schema.safeParse(partition({ bounds })).success, false, bounds)
    for (const name of ['', 'a"b', 'a b', 'A', '1a', 'a;b', 'a'.repeat(64), 'é', 'a\n'])
      assert.equal(Schema.safeParse(partition({ name })).success, false, name)
    const hostile = fc.string({
      unit: fc.constantFrom("'", '"', '\\', ';', '(', ')', 'a', ' ', '-', '\n', 'MINVALUE'),
    })
    fc.assert(
      fc.property(hostile, hostile, (from, to) => {
        const { success } = Schema.safeParse(
          partition({ bounds: `FOR VALUES FROM ('${from}') TO ('${to}')` }),
        )
        assert.equal(success, !/['\\]/.test(from + to))
      }),
    )
  })

  it('names migrations that are files of ours, and where they are nowhere else', () => {
    for (const name of ['../../etc/passwd', 'a/b', 'a.ts', '', 'a b', 'data:text'])
      assert.equal(Schema.safeParse({ ...schema, migrations: [name] }).success, false, name)
    assert.equal(Schema.safeParse({ ...schema, version: 2 }).success, false)
    assert.equal(Schema.safeParse({ ...schema, format: 'other' }).success, false)
  })

  it('counts in whole numbers, of any size that a sequence has', () => {
    const manifest = {
      tables: [{ name: 'member', rows: 3, checksum: 'ab'.repeat(16) }],
      sequences: [{ name: 'seq', value: '9223372036854775807', called: true }],
    }
    assert.deepEqual(Manifest.parse(manifest), manifest)
    for (const change of [
      { tables: [{ name: 'member', rows: -1, checksum: 'ab'.repeat(16) }] },
      { tables: [{ name: 'member', rows: 1.5, checksum: 'ab'.repeat(16) }] },
      { tables: [{ name: 'member', rows: 1, checksum: 'ab' }] },
      { sequences: [{ name: 'seq', value: '1; drop', called: true }] },
      { sequences: [{ name: 'seq', value: '', called: true }] },
      { secretKey: 'zz'.repeat(32) },
      { secretKey: 'ab' },
    ])
      assert.equal(Manifest.safeParse({ ...manifest, ...change }).success, false, JSON.stringify(change))
  })
})
