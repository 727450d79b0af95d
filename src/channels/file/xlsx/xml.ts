import type { Readable } from 'node:stream'
import { SaxesParser } from 'saxes'
import { invalid } from '../../../../lib/errors/index.ts'
import { asProblem } from './archive.ts'

export interface XmlHandlers {
  /** Names come without their prefix. */
  open?(name: string, attributes: Record<string, string>): void
  text?(text: string): void
  close?(name: string): void
}

/** Longest run of XML without a tag; text is held until its end, so it must have one. */
const MAX_RUN = 8_388_608

/**
 * Feeds a stream of XML to `handlers`, and yields after each piece with the bytes read so far. Document types are
 * refused: they are where entities multiply.
 * @throws Problem `import_workbook` or `import_archive`
 */
export async function* parseXml(stream: Readable, handlers: XmlHandlers): AsyncGenerator<number, void> {
  let run = 0
  let bytes = 0
  const parser = new SaxesParser({ position: false, xmlns: false })
  parser.on('opentag', (tag) => {
    run = 0
    handlers.open?.(local(tag.name), tag.attributes)
  })
  parser.on('closetag', (tag) => {
    run = 0
    handlers.close?.(local(tag.name))
  })
  parser.on('text', (text) => handlers.text?.(text))
  parser.on('cdata', (text) => handlers.text?.(text))
  parser.on('doctype', () => {
    throw invalid('import_archive', { why: 'doctype' })
  })
  try {
    let decoder: TextDecoder | undefined
    for await (const chunk of stream) {
      const piece = chunk as Buffer
      bytes += piece.length
      run += piece.length
      if (run > MAX_RUN) throw invalid('import_archive', { why: 'run' })
      decoder ??= new TextDecoder(piece[0] === 0xff && piece[1] === 0xfe ? 'utf-16le' : 'utf-8')
      parser.write(decoder.decode(piece, { stream: true }))
      yield bytes
    }
    parser.close()
  } catch (error) {
    throw asProblem(error)
  } finally {
    stream.destroy()
  }
}

/** Reads a small part to its end. */
export async function readXml(stream: Readable, handlers: XmlHandlers): Promise<void> {
  const limit = 67_108_864
  for await (const bytes of parseXml(stream, handlers)) {
    if (bytes > limit) throw invalid('import_archive', { why: 'size' })
  }
}

function local(name: string): string {
  return name.slice(name.indexOf(':') + 1)
}
