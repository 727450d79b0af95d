// Writes schema.sql from the migrations, for review: npm run schema
import { writeFile } from 'node:fs/promises'
import { describeSchema } from '../lib/db/schema.ts'
import { testDatabase } from '../test/support/database.ts'

const database = await testDatabase()
await writeFile(new URL('../schema.sql', import.meta.url), await describeSchema(database.db))
await database.close()
