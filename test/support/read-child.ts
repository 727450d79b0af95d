import { inspect, readRows, rowMapper, sniffEncoding } from '../../src/channels/file/index.ts'
import { Scales } from './held.ts'

// Reads a file to its last activity in a process of its own, and says what piled up in memory on the way.
const [path = ''] = process.argv.slice(2)
const { columns, format, mapping, options } = await inspect(path, {
  encoding: await sniffEncoding(path),
  timeZone: 'Europe/Paris',
})
const names = columns.map(({ name }) => name)
const map = rowMapper({ columns: names, mapping, options, now: new Date() })
const read = { activities: 0, errors: 0, letters: 0 }
const scales = new Scales(5000)
for await (const { rows } of readRows({ path, format, columns: names, options })) {
  for (const row of rows) {
    const mapped = map(row)
    if ('activity' in mapped) {
      read.activities += 1
      read.letters += mapped.activity.object.text?.length ?? 0
    } else read.errors += 1
    scales.tick()
  }
}
process.stdout.write(JSON.stringify({ ...read, ...scales.result() }))
