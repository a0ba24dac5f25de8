/** Copies that people hold: a row as long as the pause lasts; its history is in the events. */
export const migration000002 = `
  create table qianyun.pause (
    run    text not null references qianyun.run,
    system text not null,
    "by"   text not null,
    since  qianyun.instant not null,
    primary key (run, system)
  );
`
