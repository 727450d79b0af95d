// Loaded before each test file of `npm test`.
import fc from 'fast-check'

const seed = Number(process.env.VEILLEE_TEST_SEED || Number.NaN)
if (Number.isInteger(seed)) fc.configureGlobal({ seed })
