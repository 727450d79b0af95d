import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

/** Names sort against their dependencies; a ring; a tree; months made at run time; a row the migration itself makes. */
const FIRST = `
  create type mood as enum ('calme', 'vif');
  create table zone (id uuid primary key, name text not null unique);
  insert into zone values ('00000000-0000-0000-0000-000000000001', 'from the migration');
  create table area (
    zone_id uuid not null references zone,
    id uuid not null,
    parent uuid,
    words text,
    bytes bytea,
    json jsonb,
    list text[],
    mood mood,
    x double precision,
    at timestamptz,
    during interval,
    price numeric,
    tokens tsvector,
    doubled double precision generated always as (x * 2) stored,
    primary key (zone_id, id),
    foreign key (zone_id, parent) references area
  );
  create table hen (id int primary key, egg int not null);
  create table egg (id int primary key, hen int not null references hen);
  alter table hen add foreign key (egg) references egg deferrable initially deferred;
  create table event (zone_id uuid not null, at timestamptz not null, what text, primary key (zone_id, at))
    partition by range (at);
  create sequence ticket;
  create table empty (id int);
  create function untouched() returns int language sql as 'select 1';`

const SECOND = `alter table area add column later text not null default 'later';`

/** Changes names as they come in. */
export const BENDING = `
  create function bend() returns trigger language plpgsql as 'begin new.name := upper(new.name); return new; end';
  create trigger bend before insert on zone for each row execute function bend();`

/** Writes the two migrations of a small schema into `folder`, or only the first; `extra` joins the first. */
export async function writeMigrations(folder: string, count: 1 | 2, extra = ''): Promise<URL> {
  await mkdir(folder, { recursive: true })
  const kysely = import.meta.resolve('kysely')
  for (const [i, statements] of [FIRST + extra, SECOND].slice(0, count).entries()) {
    const code = `import { sql } from ${JSON.stringify(kysely)}
      export const up = (db) => sql.raw(${JSON.stringify(statements)}).execute(db)`
    await writeFile(join(folder, `2026-01-0${i + 1}-01-step.ts`), code)
  }
  return pathToFileURL(`${folder}/`)
}

/** Rows of every kind that a careless format would spoil. */
export const ROWS = `
  create table event_2026_10 partition of event for values from ('2026-10-01') to ('2026-11-01');
  create table event_2026_11 partition of event for values from ('2026-11-01') to (maxvalue);
  insert into event select '00000000-0000-0000-0000-000000000001', timestamptz '2026-10-20' + n * interval '1 hour',
    'événement ' || n from generate_series(1, 600) n;
  insert into zone values ('00000000-0000-0000-0000-000000000002', 'made later');
  insert into area (zone_id, id, parent, words, bytes, json, list, mood, x, at, during, price, tokens) values
    ('00000000-0000-0000-0000-000000000001', '10000000-0000-0000-0000-000000000002', '10000000-0000-0000-0000-000000000001',
     E'tab\\t newline\\n return\\r back\\\\slash \\\\N \\\\. "quotes" ''été'' 🦊', '\\x00ff0a09', '{"a": [1, null, "\\n"]}',
     array['', null, 'a,b', '{}'], 'vif', 'NaN', '-infinity', '1 mon -3 days 00:00:00.000001', 1e-30, 'été:1A chat:2'),
    ('00000000-0000-0000-0000-000000000001', '10000000-0000-0000-0000-000000000001', null,
     '', '', 'null', '{}', 'calme', 0.1::float8 + 0.2::float8, '2026-10-25 02:30:00.123456+02', '0', 12345678901234567890.5, ''),
    ('00000000-0000-0000-0000-000000000002', '10000000-0000-0000-0000-000000000001', null,
     null, null, null, null, null, null, null, null, null, null);
  begin;
  insert into hen values (1, 2), (2, 1);
  insert into egg values (1, 1), (2, 2);
  commit;
  select nextval('ticket'), nextval('ticket'), nextval('ticket');`
