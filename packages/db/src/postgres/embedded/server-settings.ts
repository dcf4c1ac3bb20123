import { createHash } from 'node:crypto';

/** `durable` keeps every commit through a power cut. `test` trades that for speed: only a crash of the machine loses data. */
export type ServerMode = 'durable' | 'test';

/** Names and values as in postgresql.conf. */
export type ServerSettings = Readonly<Record<string, string>>;

const ALWAYS: ServerSettings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '300',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // A ring of one file per weekday.
  logging_collector: 'on',
  log_directory: 'log',
  log_filename: 'postgresql-%a.log',
  log_truncate_on_rotation: 'on',
  log_rotation_age: '1d',
  log_rotation_size: '0',
  log_line_prefix: '%m [%p] %q%u@%d ',
};

const BY_MODE: Readonly<Record<ServerMode, ServerSettings>> = {
  durable: { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on', wal_compression: 'on' },
  test: {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    wal_level: 'minimal',
    max_wal_senders: '0',
    max_wal_size: '4GB',
    checkpoint_timeout: '1h',
    // Passwords of tests are random and live for minutes; each connection would cost thousands of hashes.
    scram_iterations: '1',
  },
};

/** The parameter that tells which settings a running server was started with. */
export const FINGERPRINT = 'educrowd.settings';

export interface RenderedSettings {
  readonly text: string;
  readonly fingerprint: string;
}

export function renderSettings(mode: ServerMode, extra: ServerSettings = {}): RenderedSettings {
  const settings = { ...ALWAYS, ...BY_MODE[mode], ...extra };
  const fingerprint = createHash('sha256').update(JSON.stringify(settings)).digest('hex').slice(0, 16);
  const lines = Object.entries({ ...settings, [FINGERPRINT]: fingerprint }).map(([name, value]) => {
    if (!/^[a-z_][a-z0-9_.]*$/.test(name)) throw new Error(`"${name}" is no name of a PostgreSQL setting`);
    return `${name} = '${value.replaceAll("'", "''")}'`;
  });
  return { text: `# Written at each start.\n${lines.join('\n')}\n`, fingerprint };
}
