/** New objects that break a rule of the catalogue, one for each rule: the cases have to find them by themselves. */
export interface CataloguePlant {
  readonly statement: string;
  /** Part of the name of the case that has to notice. */
  readonly noticedBy: string;
}

export const cataloguePlants: readonly CataloguePlant[] = [
  {
    statement: 'create table planted (tenant_id uuid not null, primary key (tenant_id))',
    noticedBy: 'has row-level security',
  },
  { statement: 'alter table courses no force row level security', noticedBy: 'has row-level security' },
  { statement: 'create table planted (id int primary key)', noticedBy: 'names the school' },
  { statement: 'create table directory.planted (id int)', noticedBy: 'tables outside of schools' },
  {
    statement: 'create policy planted on courses for select using (true)',
    noticedBy: 'every policy asks',
  },
  {
    statement: 'alter policy courses_tenant on courses with check (true)',
    noticedBy: 'every policy asks',
  },
  { statement: 'drop policy courses_tenant on courses', noticedBy: 'has a policy' },
  { statement: 'create unique index planted on courses (id)', noticedBy: 'every key and unique index' },
  {
    statement:
      'alter table lessons add constraint planted foreign key (section_id, tenant_id) references sections (id, tenant_id) not valid',
    noticedBy: 'every reference',
  },
  { statement: 'alter role educrowd_app bypassrls', noticedBy: 'are no superuser' },
  { statement: 'alter table faqs owner to educrowd_app', noticedBy: 'are no superuser' },
  { statement: 'grant educrowd_owner to educrowd_app', noticedBy: 'are members of no other' },
  { statement: 'grant truncate on courses to educrowd_app', noticedBy: 'may empty, reference' },
  { statement: 'grant select on identity.session to educrowd_app', noticedBy: 'read by its own role' },
  { statement: 'grant select on courses to public', noticedBy: 'read by its own role' },
  { statement: 'create view planted as select * from courses', noticedBy: 'views ask' },
  { statement: 'create materialized view planted as select 1', noticedBy: 'views ask' },
  {
    statement: "create function planted() returns int security definer language sql as 'select 1'",
    noticedBy: 'are known',
  },
  {
    statement: 'grant execute on function directory.active_schools() to public',
    noticedBy: 'no business of everybody',
  },
  {
    statement: 'alter function directory.active_schools() reset search_path',
    noticedBy: 'look for names in a fixed place',
  },
  { statement: 'grant create on schema public to educrowd_app', noticedBy: 'makes anything' },
  {
    statement:
      'create trigger planted before insert on courses for each row execute function suppress_redundant_updates_trigger()',
    noticedBy: 'has a trigger',
  },
];
