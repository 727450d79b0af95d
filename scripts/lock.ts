export interface LockEntry {
  version?: string
  dev?: boolean
  optional?: boolean
  os?: string[]
  cpu?: string[]
  libc?: string[]
  license?: string
  optionalDependencies?: Record<string, string>
}

const SYSTEMS = /\b(android|darwin|freebsd|linux|netbsd|openbsd|openharmony|sunos|win32)\b/
const PROCESSORS = /\b(arm64|arm|ia32|loong64|mips64el|ppc64|riscv64|s390x|x64)\b/

/** Entries for the optional packages that others in the lock name at an exact version and that it does not hold. */
export function missingPackages(packages: Record<string, LockEntry>): Record<string, LockEntry> {
  const missing: Record<string, LockEntry> = {}
  for (const [path, entry] of Object.entries(packages)) {
    for (const [name, version] of Object.entries(entry.optionalDependencies ?? {})) {
      if (path === '' || isThere(packages, path, name) || !/^\d[^ ]*$/.test(version)) continue
      const { license, dev } = entry
      missing[`node_modules/${name}`] = {
        version,
        ...platformOf(name),
        ...(dev && { dev }),
        license,
        optional: true,
      }
    }
  }
  return missing
}

/** Looked up as Node does: beside the package, then beside each of its parents. */
function isThere(packages: Record<string, LockEntry>, path: string, name: string): boolean {
  for (let at = path; ; at = at.slice(0, at.lastIndexOf('/node_modules/'))) {
    if (packages[`${at}/node_modules/${name}`]) return true
    if (!at.includes('/node_modules/')) return packages[`node_modules/${name}`] !== undefined
  }
}

function platformOf(name: string): LockEntry {
  const system = SYSTEMS.exec(name)?.[1]
  const processor = PROCESSORS.exec(name)?.[1]
  const libc = /musl/.test(name) ? ['musl'] : system === 'linux' ? ['glibc'] : undefined
  return { ...(processor && { cpu: [processor] }), ...(libc && { libc }), ...(system && { os: [system] }) }
}
