/**
 * The run's own record. Nothing here refers to the engine's tables: its history may be pruned or rebuilt.
 * Moments are kept as the text they came as (ISO 8601, UTC, ms), so that what was hashed is what is read;
 * documents are `json`, not `jsonb`, for the same reason.
 */
export const migration000001 = `
  create domain qianyun.instant as text
    check (value ~ '^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$');

  create table qianyun.run (
    id             text primary key,
    place          text not null,
    created_at     qianyun.instant not null,
    operator       text not null,
    plan_hash      text not null,
    inventory_hash text not null,
    stacks_hash    text,
    plan           json not null,
    position       bigint generated always as identity
  );
  create index on qianyun.run (place, created_at desc, position desc);

  create table qianyun.attempt (
    run          text not null references qianyun.run,
    system       text not null,
    attempt      integer not null check (attempt > 0),
    state        text not null,
    since        qianyun.instant not null,
    blocked_from text,
    waiting      json,
    detail       json not null,
    primary key (run, system, attempt)
  );

  create table qianyun.state_change (
    run      text not null,
    system   text not null,
    attempt  integer not null,
    state    text not null,
    at       qianyun.instant not null,
    detail   json not null,
    position bigint generated always as identity,
    foreign key (run, system, attempt) references qianyun.attempt
  );
  create index on qianyun.state_change (run, system, attempt);

  create table qianyun.event_counter (
    single boolean primary key default true check (single),
    last bigint not null
  );
  insert into qianyun.event_counter (last) values (0);

  create table qianyun.event (
    sequence bigint primary key,
    run      text not null references qianyun.run,
    system   text,
    at       qianyun.instant not null,
    type     text not null,
    data     json not null,
    hash     text not null unique
  );
  create index on qianyun.event (run, sequence);

  create table qianyun.approval (
    run     text not null references qianyun.run,
    system  text not null,
    attempt integer not null,
    gate    text not null,
    "by"    text not null,
    at      qianyun.instant not null,
    why     text not null,
    shown   text not null,
    primary key (run, system, attempt, gate, "by", shown)
  );

  create table qianyun.evidence (
    run      text not null references qianyun.run,
    position integer not null,
    id       text not null,
    system   text not null,
    attempt  integer not null,
    kind     text not null,
    at       qianyun.instant not null,
    body     json not null,
    previous text,
    hash     text not null,
    primary key (run, position),
    unique (run, id)
  );

  create table qianyun.fence (
    subject text primary key,
    last    bigint not null
  );

  create function qianyun.refuse_change() returns trigger language plpgsql as $$
  begin
    raise exception 'qianyun.% is append-only', tg_table_name;
  end $$;
  create trigger append_only before update or delete or truncate on qianyun.evidence
    for each statement execute function qianyun.refuse_change();
  create trigger append_only before update or delete or truncate on qianyun.approval
    for each statement execute function qianyun.refuse_change();
`
