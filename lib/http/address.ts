import ipaddr from 'ipaddr.js'

/** Public by its range, and yet a cloud's own metadata and wire server (Azure): no stranger's site lives there. */
const PUBLIC_METADATA = ['168.63.129.16']

/** Global unicast, the only part of IPv6 that the Internet routes; the other sixty-three eighths are special. */
const GLOBAL_UNICAST = ipaddr.IPv6.parseCIDR('2000::/3')

/** IPv6 prefixes inside global unicast that carry an IPv4 destination or none; named here besides `range()`. */
const SPECIAL_IPV6 = ['2001::/23', '2001:db8::/32', '2002::/16', '3fff::/20', '2620:4f:8000::/48'].map(
  (cidr) => ipaddr.IPv6.parseCIDR(cidr),
)

/**
 * True where a stranger's server can be: global unicast, nothing else. Loopback, private, link-local (cloud metadata),
 * shared (CGNAT), multicast, broadcast, `0.0.0.0/8`, documentation and benchmarking ranges, and every IPv6 form that
 * wraps an IPv4 address (mapped, compatible, translated, NAT64, 6to4, Teredo) answer false, and so does what is no address.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text) || text.includes('%')) return false
  const address = ipaddr.parse(text)
  if (address.range() !== 'unicast') return false
  if (address instanceof ipaddr.IPv6) {
    return address.match(GLOBAL_UNICAST) && !SPECIAL_IPV6.some((cidr) => address.match(cidr))
  }
  return ipaddr.IPv4.isValidFourPartDecimal(text) && !PUBLIC_METADATA.includes(text)
}

/**
 * Ports at 1024 or above that are not web servers: the list that browsers refuse (WHATWG Fetch "bad port"), and
 * stores and daemons that obey a line of text or answer HTTP without asking who comes.
 */
const BAD_HIGH_PORTS = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697,
  10080, 1433, 1521, 2181, 2375, 2376, 2379, 2380, 3306, 3389, 4444, 5432, 5672, 5984, 6379, 6380, 6443, 7001,
  8500, 9042, 9092, 9200, 9300, 10250, 10255, 11211, 27017, 27018,
])

/**
 * 80, 443 and the high ports. The low ones belong to mail, files and shells, where an HTTP request smuggles lines of
 * another protocol; blogs, forums and self-hosted services do live on 2368, 3000, 8080 or 8443, and the address check
 * already keeps them public, so refusing all of these would only cost users their feeds.
 */
export function isWebPort(port: number): boolean {
  return port === 80 || port === 443 || (port >= 1024 && port <= 65_535 && !BAD_HIGH_PORTS.has(port))
}
