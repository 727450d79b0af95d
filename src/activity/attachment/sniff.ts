/** What a file is, by its first bytes alone: what its sender called it proves nothing. */
export function sniff(bytes: Uint8Array, name = ''): string {
  const found = SIGNATURES.find(([, matches]) => matches(bytes))
  if (found) return typeof found[0] === 'string' ? found[0] : found[0](bytes)
  return isText(bytes) ? textType(bytes, name) : 'application/octet-stream'
}

type Matches = (bytes: Uint8Array) => boolean

const SIGNATURES: [string | ((bytes: Uint8Array) => string), Matches][] = [
  ['image/png', starts('\x89PNG\r\n\x1a\n')],
  ['image/jpeg', starts('\xff\xd8\xff')],
  ['image/gif', either(starts('GIF87a'), starts('GIF89a'))],
  ['image/webp', both(starts('RIFF'), at(8, 'WEBP'))],
  ['audio/wav', both(starts('RIFF'), at(8, 'WAVE'))],
  ['video/x-msvideo', both(starts('RIFF'), at(8, 'AVI '))],
  ['image/bmp', both(starts('BM'), (bytes) => bytes.length > 26 && bytes[6] === 0 && bytes[8] === 0)],
  ['image/tiff', either(starts('II*\0'), starts('MM\0*'))],
  ['image/vnd.microsoft.icon', starts('\0\0\x01\0')],
  [isoMedia, at(4, 'ftyp')],
  [matroska, starts('\x1aE\xdf\xa3')],
  ['application/ogg', starts('OggS')],
  ['audio/flac', starts('fLaC')],
  ['audio/mpeg', either(starts('ID3'), (bytes) => bytes[0] === 0xff && ((bytes[1] ?? 0) & 0xe6) === 0xe2)],
  ['application/pdf', (bytes) => latin(bytes, 0, 1024).includes('%PDF-')],
  [zipped, either(starts('PK\x03\x04'), starts('PK\x05\x06'))],
  ['application/x-ole-storage', starts('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1')],
  ['application/rtf', starts('{\\rtf')],
  ['application/gzip', starts('\x1f\x8b')],
  ['application/x-7z-compressed', starts("7z\xbc\xaf'\x1c")],
  ['application/vnd.rar', starts('Rar!\x1a\x07')],
  ['application/x-msdownload', starts('MZ')],
  ['application/x-elf', starts('\x7fELF')],
]

function latin(bytes: Uint8Array, from: number, to: number): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1', from, to)
}

function at(from: number, text: string): Matches {
  return (bytes) => latin(bytes, from, from + text.length) === text
}

function starts(text: string): Matches {
  return at(0, text)
}

function either(...all: Matches[]): Matches {
  return (bytes) => all.some((matches) => matches(bytes))
}

function both(...all: Matches[]): Matches {
  return (bytes) => all.every((matches) => matches(bytes))
}

/** Films, sound and, not to be confused with them, the photographs of some telephones. */
function isoMedia(bytes: Uint8Array): string {
  const brand = latin(bytes, 8, 12)
  if (/^(heic|heix|heim|heis|hevc|hevx|mif1|msf1)$/.test(brand)) return 'image/heif'
  if (/^avi[fs]$/.test(brand)) return 'image/avif'
  if (/^M4[AB] $/.test(brand)) return 'audio/mp4'
  return brand === 'qt  ' ? 'video/quicktime' : 'video/mp4'
}

function matroska(bytes: Uint8Array): string {
  return latin(bytes, 0, 64).includes('webm') ? 'video/webm' : 'video/x-matroska'
}

const OFFICE: [RegExp, string][] = [
  [/word\//, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
  [/xl\//, 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'],
  [/ppt\//, 'application/vnd.openxmlformats-officedocument.presentationml.presentation'],
]

/** Office documents are archives; the names of what is in them stand in clear at both ends. */
function zipped(bytes: Uint8Array): string {
  const head = latin(bytes, 0, 8192)
  const declared = /^mimetype(application\/[a-z.+-]+)/.exec(head.slice(30, 130))?.[1]
  if (declared) return declared
  const names = head + latin(bytes, Math.max(0, bytes.length - 8192), bytes.length)
  if (!names.includes('[Content_Types].xml')) return 'application/zip'
  return OFFICE.find(([inside]) => inside.test(names))?.[1] ?? 'application/zip'
}

/** Of whatever encoding that keeps ASCII: nothing in it but letters, tabs, ends of lines and escapes. */
function isText(bytes: Uint8Array): boolean {
  return !bytes.subarray(0, 65_536).some((byte) => byte < 9 || (byte > 13 && byte < 32 && byte !== 27))
}

/** Kinds of text that do nothing: for these alone the name may tell. */
const HARMLESS: Record<string, string> = {
  csv: 'text/csv',
  ics: 'text/calendar',
  json: 'application/json',
  md: 'text/markdown',
  vcf: 'text/vcard',
}

function textType(bytes: Uint8Array, name: string): string {
  const head = latin(bytes, 0, 65_536)
  if (/<svg[\s>]/i.test(head)) return 'image/svg+xml'
  if (/<(!doctype\s+html|html|head|body|script|iframe)[\s>]/i.test(head)) return 'text/html'
  if (/^(\xef\xbb\xbf)?\s*<\?xml/.test(head)) return 'application/xml'
  const end = name.toLowerCase().split('.').at(-1) ?? ''
  return (Object.hasOwn(HARMLESS, end) && HARMLESS[end]) || 'text/plain'
}
