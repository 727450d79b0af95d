export { BOM, csvLine, meant, neutralise } from './csv.ts'
export { type Cell, xlsx } from './xlsx.ts'
export { type ZipEntry, zip } from './zip.ts'
