-- Back to names in one script, without the way they sound and without the reason of a match.

drop function search.clients(text, integer);
drop function search.any_names(bigint, text[], bigint[], integer, integer);
drop function search.names(bigint, text[], boolean, bigint[], integer);
drop function search.similar_words(bigint, text);

drop trigger tr_users_search on users;
create trigger tr_users_search after insert or update of full_name, preferred_name or delete on users
  for each row execute function search.index_name();
drop trigger tr_pets_search on pets;
create trigger tr_pets_search after insert or update of name, user_id, is_placeholder or delete on pets
  for each row execute function search.index_name();

create or replace function desk.words(p_text text) returns text[]
language sql immutable parallel safe
return array(select distinct word from regexp_split_to_table(desk.fold(coalesce(p_text, '')), '[^[:alnum:]]+') as word
  where word <> '');
comment on function desk.words(text) is 'The distinct folded words of a name.';

create or replace function search.index_name() returns trigger
language plpgsql security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
declare
  names text;
  client bigint;
  pet bigint;
begin
  if tg_table_name = 'pets' then
    if tg_op <> 'INSERT' then
      delete from search.tokens t where t.organization_id = old.organization_id and t.client_id = old.user_id
        and t.pet_id = old.id;
    end if;
    if tg_op <> 'DELETE' and not new.is_placeholder then
      names := new.name;
      client := new.user_id;
      pet := new.id;
    end if;
  else
    if tg_op <> 'INSERT' then
      delete from search.tokens t where t.organization_id = old.organization_id and t.client_id = old.id
        and t.pet_id = 0;
    end if;
    if tg_op <> 'DELETE' then
      names := concat_ws(' ', new.full_name, new.preferred_name);
      client := new.id;
      pet := 0;
    end if;
  end if;
  if names is not null then
    insert into search.tokens (organization_id, word, client_id, pet_id)
    select new.organization_id, word, client, pet from unnest(desk.words(names)) as word;
    insert into search.words (organization_id, word)
    select new.organization_id, word from unnest(desk.words(names)) as word on conflict do nothing;
  end if;
  return null;
end $$;
comment on function search.index_name() is 'Keeps search.tokens and search.words.';

-- The words as they were found before.
delete from search.tokens;
delete from search.words;
alter table search.words drop column sound, drop column letters;
alter table search.words add column sound text not null generated always as (extensions.dmetaphone(word)) stored;
comment on column search.words.sound is 'Double metaphone.';
create index ix_words_sound on search.words (organization_id, sound);
insert into search.tokens (organization_id, word, client_id, pet_id)
select u.organization_id, word, u.id, 0 from users u, unnest(desk.words(concat_ws(' ', u.full_name, u.preferred_name)))
  as word
union
select p.organization_id, word, p.user_id, p.id from pets p, unnest(desk.words(p.name)) as word
  where not p.is_placeholder;
insert into search.words (organization_id, word) select distinct organization_id, word from search.tokens;

drop function search.sound(text);
drop function search.letters(text);
drop function search.spelling(text);
drop function search.romanize(text);
drop function search.read_devanagari(text);

create function search.names(p_organization_id bigint, p_words text[], p_is_forgiving boolean, p_clients bigint[],
  p_limit integer)
returns table (client_id bigint, pet_id bigint, rank integer)
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp
set pg_trgm.similarity_threshold = 0.4 as $$
#variable_conflict use_column
declare
  beyond constant text := chr(1114111);
  positions integer[];
  lows text[];
  highs text[];
  driver integer;
begin
  select array_agg(w.position::integer), array_agg(w.word), array_agg(w.word || beyond)
  into positions, lows, highs
  from unnest(p_words) with ordinality as w (word, position);
  if p_is_forgiving then
    select positions || array_agg(w.position::integer), lows || array_agg(near.word),
      highs || array_agg(near.word || chr(1))
    into positions, lows, highs
    from unnest(p_words) with ordinality as w (word, position)
    cross join lateral (
      select s.word from search.words s
      where s.organization_id = p_organization_id and s.word % w.word
      union
      (select s.word from search.words s
       where s.organization_id = p_organization_id and length(w.word) >= 3 and s.sound = dmetaphone(w.word) limit 50)
      order by 1
    ) as candidates (word)
    cross join lateral (select candidates.word where similarity(candidates.word, w.word) >= 0.3
      or levenshtein_less_equal(left(candidates.word, 60), left(w.word, 60), 2) <= 2) as near
    where length(w.word) >= 3;
    positions := coalesce(positions, '{}');
  end if;
  -- The longest word narrows most; every other word must match the same client or the same pet.
  select w.position::integer into driver from unnest(p_words) with ordinality as w (word, position)
  order by length(w.word) desc, w.position limit 1;
  return query
  select distinct t.client_id, t.pet_id, case when p_is_forgiving then 5 when t.word = p_words[driver] then 3
    else 4 end
  from (
    select r.low, r.high from unnest(positions, lows, highs) as r (position, low, high) where r.position = driver
  ) as reach
  cross join lateral (
    select s.client_id, s.pet_id, s.word from search.tokens s
    where s.organization_id = p_organization_id and s.word >= reach.low and s.word < reach.high
      and (p_clients is null or s.client_id = any (p_clients))
      and not exists (
        select from unnest(p_words) with ordinality as w (word, position)
        where w.position <> driver and not exists (
          select from unnest(positions, lows, highs) as r (position, low, high)
          join search.tokens o on o.organization_id = p_organization_id and o.client_id = s.client_id
            and o.word >= r.low and o.word < r.high and (o.pet_id = 0 or s.pet_id = 0 or o.pet_id = s.pet_id)
          where r.position = w.position))
    order by s.word
    limit p_limit
  ) as t
  limit p_limit;
end $$;
comment on function search.names(bigint, text[], boolean, bigint[], integer) is
  'Clients and pets whose names begin with all words (3 exact, 4 beginning), or resemble them (5); pet 0 for a '
  'client''s own name.';

create function search.clients(p_query text, p_limit integer default 20) returns table (
  client_id bigint, full_name text, phone text, second_phone text, email text, pet_id bigint, pet_name text,
    species text, breed text,
  is_placeholder boolean, is_deceased boolean, last_booking_at timestamp, rank integer, is_active boolean
)
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
#variable_conflict use_column
declare
  session staff_sessions := desk.live_session();
  organization bigint := session.organization_id;
  place organizations;
  sees_all boolean;
  sees_lab boolean;
  sees_stops boolean;
  wanted text := btrim(coalesce(p_query, ''));
  rows_wanted integer := least(greatest(coalesce(p_limit, 20), 1), 100);
  reach integer := 4 * least(greatest(coalesce(p_limit, 20), 1), 100);
  token text;
  digits text := '';
  words text[] := '{}';
  clients bigint[];
  pets bigint[];
  ranks integer[];
begin
  if session.id is null then
    return;
  end if;
  sees_all := desk.allowed('clients.read');
  sees_lab := not sees_all and desk.allowed('reports.read');
  sees_stops := not sees_all and not sees_lab and desk.allowed('visits.progress');
  if wanted = '' or not (sees_all or sees_lab or sees_stops) then
    return;
  end if;
  select o.* into place from organizations o where o.id = organization;

  if wanted ~* '^b-?\d{1,12}$' then
    select array_agg(b.user_id), array_agg(b.pet_id), array_agg(0) into clients, pets, ranks from bookings b
    where b.organization_id = organization
      and b.booking_number = 'B-' || lpad(ltrim(desk.digits(wanted), '0'), 6, '0');
  elsif wanted like '%@%' then
    select array_agg(u.id), array_agg(0), array_agg(1) into clients, pets, ranks from (
      select k.id from users k
      where not sees_lab and k.organization_id = organization
        and lower(k.email) collate "C" >= lower(wanted) collate "C"
        and lower(k.email) collate "C" < (lower(wanted) || chr(1114111)) collate "C"
      limit reach) u;
  else
    foreach token in array regexp_split_to_array(wanted, '\s+') loop
      if token ~ '^[-+()./\d]*\d[-+()./\d]*$' then
        digits := digits || desk.digits(token);
      else
        words := words || desk.words(token);
      end if;
    end loop;
    if length(digits) between 3 and 20 and not sees_lab then
      select array_agg(h.client_id), array_agg(0), array_agg(h.rank) into clients, pets, ranks
      from search.phones(organization, digits, search.calling_code(place.country_code),
        case when words = '{}' then reach else 2000 end) h;
    end if;
    if length(digits) between 9 and 15 and words = '{}' then
      -- Without a chip array_agg answers null, which added to an array leaves it as it is.
      select clients || array_agg(p.user_id), pets || array_agg(p.id), ranks || array_agg(0) into clients, pets, ranks
      from public.pets p where p.organization_id = organization and p.microchip = digits;
    end if;
    if words <> '{}' and (digits = '' or clients is not null) then
      select array_agg(h.client_id), array_agg(h.pet_id), array_agg(h.rank) into clients, pets, ranks
      from search.names(organization, words, false, clients, reach) h;
      if clients is null and digits = '' then
        select array_agg(h.client_id), array_agg(h.pet_id), array_agg(h.rank) into clients, pets, ranks
        from search.names(organization, words, true, null, reach) h;
      end if;
    end if;
  end if;

  return query
  with hit as (
    select h.client_id, h.pet_id, min(h.rank) as rank from unnest(clients, pets, ranks) as h (client_id, pet_id, rank)
    group by h.client_id, h.pet_id
  ),
  answer as (
    select u.id as client_id, u.full_name::text as full_name, u.phone::text as phone, u.second_phone,
      u.email::text as email,
      p.id as pet_id, p.name as pet_name, p.species, p.breed, coalesce(p.is_placeholder, false) as is_placeholder,
      coalesce(p.is_deceased, false) as is_deceased, u.is_active and coalesce(p.is_active, true) as is_active,
      min(hit.rank) + case when u.is_active and coalesce(p.is_active, true) then 0 else 10 end as rank
    from hit
    join users u on u.organization_id = organization and u.id = hit.client_id
    left join public.pets p on p.organization_id = organization and p.user_id = u.id
      and (hit.pet_id = 0 or p.id = hit.pet_id)
    where not sees_stops or exists (
      select from visits v
      join bookings b on b.organization_id = v.organization_id and b.id = v.booking_id
      where v.organization_id = organization and v.staff_id = session.staff_id and b.user_id = u.id
        and (p.id is null or b.pet_id = p.id)
        and v.status in ('assigned', 'en_route', 'arrived', 'collected')
        and (v.starts_at at time zone place.time_zone)::date = (now() at time zone place.time_zone)::date)
    group by u.id, u.full_name, u.phone, u.second_phone, u.email, u.is_active, p.id, p.name, p.species, p.breed,
      p.is_placeholder,
      p.is_deceased, p.is_active
  )
  select a.client_id, a.full_name, case when not sees_lab then a.phone end, case when not sees_lab
    then a.second_phone end,
    case when sees_all then a.email end, a.pet_id, a.pet_name, a.species, a.breed, a.is_placeholder, a.is_deceased,
    recent.at at time zone place.time_zone, a.rank, a.is_active
  from answer a
  left join lateral (
    select max(b.booking_date) as at from bookings b
    where b.organization_id = organization and b.user_id = a.client_id and (a.pet_id is null or b.pet_id = a.pet_id)
  ) recent on true
  order by a.rank, recent.at desc nulls last, a.full_name, a.pet_name, a.client_id, a.pet_id
  limit rows_wanted;
end $$;
comment on function search.clients(text, integer) is
  'Clients and pets by phone digits, names, booking number, mail or chip, as far as the session may see them; one row '
  'per pet, best rank first.';

drop function search.phones(bigint, text, text, integer, integer);
create function search.phones(p_organization_id bigint, p_digits text, p_calling_code text, p_limit integer)
returns table (client_id bigint, rank integer)
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp
set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  typed text := ltrim(p_digits, '0');
  national text := case when starts_with(typed, p_calling_code) and length(typed) > 10
    then substr(typed, length(p_calling_code) + 1) else typed end;
  backwards text := reverse(national);
  found_any boolean := false;
begin
  return query
  select u.id, 1 from users u where u.organization_id = p_organization_id
    and u.phone_reversed >= backwards and u.phone_reversed < backwards || ':'
  union all
  select u.id, 1 from users u where u.organization_id = p_organization_id
    and u.second_phone_reversed >= backwards and u.second_phone_reversed < backwards || ':'
  union all
  select u.id, 2 from unnest(array[typed, national, p_calling_code || national]) as start
  cross join lateral (select k.id from users k
    where k.organization_id = p_organization_id and k.phone_digits >= start and k.phone_digits < start || ':'
      limit p_limit) u
  union all
  select u.id, 2 from unnest(array[typed, national, p_calling_code || national]) as start
  cross join lateral (select k.id from users k
    where k.organization_id = p_organization_id and k.second_phone_digits >= start
      and k.second_phone_digits < start || ':' limit p_limit) u
  limit p_limit;
  found_any := found;
  if not found_any and length(national) >= 4 then
    return query
    select u.id, 3 from users u where u.organization_id = p_organization_id
      and u.phone_digits like '%' || national || '%'
    union all
    select u.id, 3 from users u where u.organization_id = p_organization_id
      and u.second_phone_digits like '%' || national || '%'
    limit p_limit;
  end if;
end $$;
comment on function search.phones(bigint, text, text, integer) is
  'Clients by digits of a phone: ending (1), beginning (2), and only then anywhere inside from four digits on (3).';

revoke execute on all functions in schema desk, search from public;
grant execute on function desk.words(text), search.clients(text, integer) to labrador_desk;

alter table test_reports drop column report_number;
alter table pets drop column local_name;
alter table users drop column local_name;
