import { writeFile } from 'node:fs/promises'
import { type ZipEntry, zip } from '../../lib/sheet/index.ts'

const RELATIONS = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

export interface WorkbookParts {
  /** XML inside `<sheetData>` of each sheet, by name; a name ending in `!` is hidden. */
  sheets: Record<string, string>
  /** XML of each `<si>`. */
  strings?: string[]
  /** Codes of number formats of their own, in the order of styles 1, 2, 3 …; a number is one of Excel's. */
  formats?: (string | number)[]
  date1904?: boolean
  /** Further parts, or other contents for those made here. */
  parts?: ZipEntry[]
}

/** Writes a workbook by hand, tag by tag, so that tests can say exactly what is in it. */
export async function writeWorkbook(path: string, workbook: WorkbookParts): Promise<void> {
  const names = Object.keys(workbook.sheets)
  const list = names.map((name, i) => {
    const hidden = name.endsWith('!') ? ' state="hidden"' : ''
    return `<sheet name="${name.replace(/!$/, '')}" sheetId="${i + 1}" r:id="rId${i + 1}"${hidden}/>`
  })
  const links = names.map(
    (_, i) =>
      `<Relationship Id="rId${i + 1}" Type="${RELATIONS}/worksheet" Target="worksheets/sheet${i + 1}.xml"/>`,
  )
  const entries: ZipEntry[] = [
    {
      name: '[Content_Types].xml',
      content: '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
    },
    {
      name: '_rels/.rels',
      content: `<Relationships><Relationship Id="r" Type="${RELATIONS}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    },
    {
      name: 'xl/workbook.xml',
      content: `<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><workbookPr${workbook.date1904 ? ' date1904="1"' : ''}/><sheets>${list.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: `<Relationships>${links.join('')}<Relationship Id="s" Type="${RELATIONS}/styles" Target="/xl/styles.xml"/><Relationship Id="t" Type="${RELATIONS}/sharedStrings" Target="sharedStrings.xml"/></Relationships>`,
    },
    { name: 'xl/styles.xml', content: stylesOf(workbook.formats ?? []) },
    ...names.map((name, i) => ({
      name: `xl/worksheets/sheet${i + 1}.xml`,
      content: `<worksheet xmlns="${MAIN}"><sheetData>${workbook.sheets[name]}</sheetData></worksheet>`,
    })),
  ]
  if (workbook.strings) {
    const items = workbook.strings.map((item) => `<si>${item}</si>`).join('')
    entries.push({ name: 'xl/sharedStrings.xml', content: `<sst xmlns="${MAIN}">${items}</sst>` })
  }
  const given = new Map((workbook.parts ?? []).map((part) => [part.name, part]))
  const all = [...entries.filter(({ name }) => !given.has(name)), ...given.values()]
  await writeFile(path, zip(all))
}

function stylesOf(formats: (string | number)[]): string {
  const own = formats.map((code, i) =>
    typeof code === 'string' ? `<numFmt numFmtId="${164 + i}" formatCode="${code}"/>` : '',
  )
  const styles = formats.map((code, i) => `<xf numFmtId="${typeof code === 'string' ? 164 + i : code}"/>`)
  return `<styleSheet xmlns="${MAIN}"><numFmts>${own.join('')}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>${styles.join('')}</cellXfs></styleSheet>`
}
