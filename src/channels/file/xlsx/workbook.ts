import { invalid } from '../../../../lib/errors/index.ts'
import { type Archive, openArchive } from './archive.ts'
import { isDateFormat } from './serial.ts'
import { readXml } from './xml.ts'

export interface SheetRef {
  name: string
  part: string
  hidden: boolean
}

export interface Workbook {
  archive: Archive
  sheets: SheetRef[]
  date1904: boolean
  /** By number of cell style: whether its numbers are dates. */
  dateStyles: boolean[]
  stringsPart: string | undefined
}

/** @throws Problem, see `openArchive` */
export async function openWorkbook(path: string): Promise<Workbook> {
  const archive = await openArchive(path)
  try {
    const root = await relations(archive, '_rels/.rels', '')
    const main = root.find((relation) => relation.type === 'officeDocument')?.target ?? 'xl/workbook.xml'
    const folder = main.slice(0, main.lastIndexOf('/') + 1)
    const links = await relations(archive, `${folder}_rels/${main.slice(folder.length)}.rels`, folder)
    const { sheets, date1904 } = await readSheets(archive, main, links)
    const styles = links.find((link) => link.type === 'styles')?.target
    const strings = links.find((link) => link.type === 'sharedStrings')?.target
    return {
      archive,
      sheets,
      date1904,
      dateStyles: styles && archive.has(styles) ? await readStyles(archive, styles) : [],
      stringsPart: strings && archive.has(strings) ? strings : undefined,
    }
  } catch (error) {
    archive.close()
    throw error
  }
}

/** The sheet of that name, or the first that is shown. @throws Problem `import_sheet` */
export function pickSheet(workbook: Workbook, name: string | undefined): SheetRef {
  const picked = name
    ? workbook.sheets.find((sheet) => sheet.name === name)
    : (workbook.sheets.find((sheet) => !sheet.hidden) ?? workbook.sheets[0])
  if (!picked || !workbook.archive.has(picked.part)) throw invalid('import_sheet', { sheet: name ?? '' })
  return picked
}

interface Relation {
  id: string
  type: string
  target: string
}

async function relations(archive: Archive, part: string, folder: string): Promise<Relation[]> {
  const found: Relation[] = []
  if (!archive.has(part)) return found
  await readXml(await archive.open(part), {
    open(name, { Id = '', Type = '', Target = '', TargetMode }) {
      if (name !== 'Relationship' || TargetMode === 'External') return
      const target = Target.startsWith('/') ? Target.slice(1) : resolve(folder, Target)
      found.push({ id: Id, type: Type.slice(Type.lastIndexOf('/') + 1), target })
    },
  })
  return found
}

function resolve(folder: string, target: string): string {
  return new URL(target, `file:///${folder}`).pathname.slice(1)
}

async function readSheets(archive: Archive, part: string, links: Relation[]) {
  const sheets: SheetRef[] = []
  let date1904 = false
  await readXml(await archive.open(part), {
    open(name, attributes) {
      if (name === 'workbookPr') date1904 = /^(1|true)$/.test(attributes.date1904 ?? '')
      if (name !== 'sheet') return
      const id = Object.entries(attributes).find(([key]) => /(^|:)id$/.test(key))?.[1]
      const link = links.find((relation) => relation.id === id)
      if (link?.type !== 'worksheet') return
      const hidden = (attributes.state ?? 'visible') !== 'visible'
      sheets.push({ name: attributes.name ?? '', part: link.target, hidden })
    },
  })
  return { sheets, date1904 }
}

async function readStyles(archive: Archive, part: string): Promise<boolean[]> {
  const codes = new Map<number, string>()
  const dates: boolean[] = []
  let inCellFormats = false
  await readXml(await archive.open(part), {
    open(name, attributes) {
      const id = Number(attributes.numFmtId ?? 0)
      if (name === 'numFmt') codes.set(id, attributes.formatCode ?? '')
      else if (name === 'cellXfs') inCellFormats = true
      else if (name === 'xf' && inCellFormats) dates.push(isDateFormat(id, codes.get(id)))
    },
    close(name) {
      if (name === 'cellXfs') inCellFormats = false
    },
  })
  return dates
}
