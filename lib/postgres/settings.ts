export type Settings = Record<string, string | number>

/** A small machine that loses nothing: every commit is on disk before it is acknowledged. */
const STEADY: Settings = {
  listen_addresses: '',
  max_connections: 50,
  shared_buffers: '96MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  effective_cache_size: '1GB',
  max_worker_processes: 4,
  max_parallel_workers: 2,
  max_parallel_workers_per_gather: 1,
  max_parallel_maintenance_workers: 1,
  autovacuum_max_workers: 2,
  autovacuum_worker_slots: 4,
  // No replication here: neither its processes nor its share of the log.
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_logical_replication_workers: 0,
  max_replication_slots: 0,
  max_wal_size: '1GB',
  min_wal_size: '80MB',
  checkpoint_timeout: '15min',
  // Only pglz is built in, and a processor is what a small machine lacks first.
  wal_compression: 'off',
  random_page_cost: 1.1,
  jit: 'off',
  io_method: 'sync',
  huge_pages: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  datestyle: 'ISO, YMD',
  lc_messages: 'C',
  // What people wrote stands in statements and in the details of errors: neither goes to the log.
  log_min_error_statement: 'panic',
  log_error_verbosity: 'terse',
  log_min_messages: 'warning',
  log_checkpoints: 'off',
  log_line_prefix: '',
}

/** For databases that live as long as a test run. */
const FAST: Settings = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  autovacuum: 'off',
  max_connections: 200,
}

/** Options of the `postgres` program. */
export function settingsArguments(durable: boolean, extra: Settings = {}): string[] {
  const settings = { ...STEADY, ...(durable ? {} : FAST), ...extra }
  return Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
}
