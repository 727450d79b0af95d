// Backs up or restores, telling each step on a line of its own, for the tests that kill it there.
import { backup, restore } from '../../lib/backup/index.ts'

const [verb, url = '', path = '', migrations = ''] = process.argv.slice(2)
const onProgress = ({ table, rows }: { table: string; rows: number }) => console.log(`${table} ${rows}`)
console.log('started')
if (verb === 'backup') await backup({ url, path, onProgress })
else await restore({ url, path, migrations: new URL(migrations), onProgress })
console.log('done')
