-- Finding clients and pets: names in a script of their own, words as they sound, names written together or apart, numbers of
-- bookings and reports, and the reason of every match.

-- Names in a script of their own ------------------------------------------------------------------------------------

alter table users add column local_name text
  constraint ck_users_local_name check (local_name = btrim(local_name) and length(local_name) between 1 and 120);
comment on column users.local_name is 'The name in the client''s own script, as in Hindi; full_name is in Latin letters.';
alter table pets add column local_name text
  constraint ck_pets_local_name check (local_name = btrim(local_name) and length(local_name) between 1 and 120);
comment on column pets.local_name is 'The name in the client''s own script.';

alter table test_reports
  add column report_number text not null generated always as ('R-' || lpad(id::text, greatest(6, length(id::text)), '0'))
    stored,
  add constraint uq_test_reports_report_number unique (organization_id, report_number);
comment on column test_reports.report_number is 'The number on the report, such as R-000123.';

-- Words as they are written and as they sound -----------------------------------------------------------------------

create function search.read_devanagari(p_text text) returns text
language plpgsql immutable strict parallel safe as $$
declare
  consonants constant jsonb := '{"क":"k","ख":"kh","ग":"g","घ":"gh","ङ":"n","च":"ch","छ":"chh","ज":"j","झ":"jh","ञ":"n",
    "ट":"t","ठ":"th","ड":"d","ढ":"dh","ण":"n","त":"t","थ":"th","द":"d","ध":"dh","न":"n","प":"p","फ":"ph","ब":"b","भ":"bh",
    "म":"m","य":"y","र":"r","ल":"l","ळ":"l","व":"v","श":"sh","ष":"sh","स":"s","ह":"h"}';
  dotted constant jsonb := '{"k":"q","j":"z","ph":"f","d":"r","dh":"rh"}';
  vowels constant jsonb := '{"अ":"a","आ":"a","इ":"i","ई":"i","उ":"u","ऊ":"u","ऋ":"ri","ए":"e","ऐ":"ai","ओ":"o","औ":"au",
    "ऍ":"e","ऑ":"o","ऎ":"e","ऒ":"o"}';
  signs constant jsonb := '{"ा":"a","ि":"i","ी":"i","ु":"u","ू":"u","ृ":"ri","े":"e","ै":"ai","ो":"o","ौ":"au","ॅ":"e",
    "ॉ":"o","ॆ":"e","ॊ":"o"}';
  unspoken constant text := 'ə';
  result text := '';
  -- A consonant whose vowel is not known yet: none, a sign, the end of the word, or the unwritten a.
  waiting text := '';
  letter text;
  following text;
  letters text[];
begin
  letters := regexp_split_to_array(normalize(p_text, nfc), '');
  for position in 1 .. cardinality(letters) loop
    letter := letters[position];
    following := letters[position + 1];
    if consonants ? letter then
      result := result || case when waiting = '' then '' else waiting || unspoken end;
      waiting := consonants ->> letter;
    elsif letter = '़' then
      waiting := coalesce(dotted ->> waiting, waiting);
    elsif signs ? letter then
      result := result || waiting || (signs ->> letter);
      waiting := '';
    elsif letter = '्' then
      result := result || waiting;
      waiting := '';
    else
      if vowels ? letter or letter in ('ं', 'ँ', 'ः') then
        result := result || case when waiting = '' then '' else waiting || unspoken end;
      else
        result := result || waiting;
      end if;
      waiting := '';
      result := result || case
        when vowels ? letter then vowels ->> letter
        when letter in ('ं', 'ँ') then case when following in ('प', 'फ', 'ब', 'भ', 'म') then 'm' else 'n' end
        when letter = 'ः' then 'h'
        when letter between '०' and '९' then chr(ascii(letter) - ascii('०') + ascii('0'))
        when letter in (chr(8204), chr(8205)) then ''
        else letter end;
    end if;
  end loop;
  result := result || waiting;
  -- Between two spoken syllables the unwritten vowel falls silent: Salman, not Salaman.
  result := regexp_replace(result, '([aeiouə](?:chh|[kgcjtdpbs]h|[^aeiouə\W]))ə([^aeiouə\W]h?[aeiou])', '\1\2', 'g');
  return replace(result, unspoken, 'a');
end $$;
comment on function search.read_devanagari(text) is
  'A text with each Devanagari letter as it is usually written in Latin ones.';

create function search.romanize(p_text text) returns text
language sql immutable strict parallel safe
return case when p_text ~ '[ऀ-ॿ]' then search.read_devanagari(p_text) else p_text end;
comment on function search.romanize(text) is
  'Devanagari as it is usually written in Latin letters; every other script stays as it is.';

create function search.spelling(p_text text) returns text[]
language sql immutable parallel safe
return string_to_array(
  btrim(regexp_replace(desk.fold(search.romanize(coalesce(p_text, ''))), '[^[:alnum:]]+', ' ', 'g')), ' ');
comment on function search.spelling(text) is 'The folded words of a text in their order, in Latin letters where it is Devanagari.';

create or replace function desk.words(p_text text) returns text[]
language plpgsql immutable parallel safe as $$
declare
  spelt constant text[] := search.spelling(p_text);
  found text[] := '{}';
  word text;
begin
  for position in 1 .. cardinality(spelt) loop
    word := spelt[position];
    if word <> all (found) then
      found := found || word;
    end if;
    if length(word) <= 4 and position < cardinality(spelt) then
      word := word || spelt[position + 1];
      if word <> all (found) then
        found := found || word;
      end if;
    end if;
  end loop;
  return found;
end $$;
comment on function desk.words(text) is
  'The distinct words by which a name is found: folded, in Latin letters, and a short word together with the next as one, '
  'because Mc Clure is McClure to others.';

create function search.sound(p_word text) returns text
language plpgsql immutable strict parallel safe as $$
declare
  sound text := translate(replace(p_word, 'ow', 'ou'), 'ywq', 'ivk');
begin
  -- Consonants: one letter for each sound, C standing for ch until every other c is k or s.
  sound := regexp_replace(sound, 't?chh?', 'C', 'g');
  sound := regexp_replace(replace(sound, 'ck', 'k'), 'c(?=[ei])', 's', 'g');
  sound := translate(replace(replace(replace(sound, 'ph', 'f'), 'x', 'ks'), 'jn', 'gi'), 'czC', 'kjc');
  sound := regexp_replace(sound, '([kgjtdbpcrls])h', '\1', 'g');
  -- Vowels: long as short, what is spoken as one as one.
  sound := regexp_replace(sound, 'ee|ea|ie', 'i', 'g');
  sound := regexp_replace(sound, 'ei(?=[^aeiou])', 'i', 'g');
  sound := regexp_replace(sound, 'a[ie]|ei', 'e', 'g');
  sound := regexp_replace(sound, '[ao]u|oa', 'o', 'g');
  sound := regexp_replace(replace(sound, 'oo', 'u'), '(.)\1+', '\1', 'g');
  -- Between two syllables and at the end an a may fall silent; Subramaniam is Subramanian.
  sound := regexp_replace(sound, '([aeiou][^aeiou])a([^aeiou][aeiou])', '\1\2', 'g');
  sound := regexp_replace(regexp_replace(sound, '(?<=[aeiou])h$', ''), '(?<=[aeiou])m$', 'n');
  return regexp_replace(sound, '(?<=..)a$', '');
end $$;
comment on function search.sound(text) is
  'How a folded word sounds, so that Priya, Preeya and Pria are one: long vowels as short, aspirates plain, y as i, w as v, '
  'z as j, no last a.';

create function search.letters(p_word text) returns text
language sql immutable strict parallel safe
return (select string_agg(letter, '' order by letter collate "C") from regexp_split_to_table(p_word, '') as letter);
comment on function search.letters(text) is
  'The letters of a word in alphabetical order: the same for a word two letters of which have changed places.';

alter table search.words drop column sound;
alter table search.words add column sound text collate "C" not null generated always as (search.sound(word)) stored;
alter table search.words add column letters text collate "C" not null
  generated always as (search.letters(word)) stored;
comment on column search.words.sound is 'See search.sound.';
comment on column search.words.letters is 'See search.letters.';
create index ix_words_sound on search.words (organization_id, sound, word);
create index ix_words_letters on search.words (organization_id, letters);

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
      names := concat_ws(' ', new.name, new.local_name);
      client := new.user_id;
      pet := new.id;
    end if;
  else
    if tg_op <> 'INSERT' then
      delete from search.tokens t where t.organization_id = old.organization_id and t.client_id = old.id
        and t.pet_id = 0;
    end if;
    if tg_op <> 'DELETE' then
      names := concat_ws(' ', new.full_name, new.preferred_name, new.local_name);
      client := new.id;
      pet := 0;
    end if;
  end if;
  if names is not null then
    insert into search.tokens (organization_id, word, client_id, pet_id)
    select new.organization_id, word, client, pet from unnest(desk.words(names)) as word;
    -- In one order, so that two desks that bring the same new words do not wait for each other.
    insert into search.words (organization_id, word)
    select new.organization_id, word from unnest(desk.words(names)) as word order by word on conflict do nothing;
  end if;
  return null;
end $$;

drop trigger tr_users_search on users;
create trigger tr_users_search after insert or update of full_name, preferred_name, local_name or delete on users
  for each row execute function search.index_name();
drop trigger tr_pets_search on pets;
create trigger tr_pets_search after insert or update of name, local_name, user_id, is_placeholder or delete on pets
  for each row execute function search.index_name();

-- The words of today's names that desk.words finds since.
insert into search.tokens (organization_id, word, client_id, pet_id)
select u.organization_id, word, u.id, 0 from users u, unnest(desk.words(concat_ws(' ', u.full_name, u.preferred_name))) as word
union
select p.organization_id, word, p.user_id, p.id from pets p, unnest(desk.words(p.name)) as word where not p.is_placeholder
on conflict do nothing;
insert into search.words (organization_id, word) select distinct organization_id, word from search.tokens
on conflict do nothing;

-- The look-up ---------------------------------------------------------------------------------------------------------

drop function search.phones(bigint, text, text, integer);
create function search.phones(p_organization_id bigint, p_digits text, p_calling_code text, p_limit integer,
  p_enough integer default null)
returns table (client_id bigint, rank integer)
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp
set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  typed text := ltrim(p_digits, '0');
  national text := case when starts_with(typed, p_calling_code) and length(typed) > 10
    then substr(typed, length(p_calling_code) + 1) else typed end;
  backwards text := reverse(national);
  -- Those found so far; the same client may be among them twice.
  found_already bigint := 0;
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
  get diagnostics found_already = row_count;
  if found_already < coalesce(p_enough, p_limit) and length(national) >= 4 then
    return query
    select u.id, 3 from users u where u.organization_id = p_organization_id
      and u.phone_digits like '%' || national || '%'
    union all
    select u.id, 3 from users u where u.organization_id = p_organization_id
      and u.second_phone_digits like '%' || national || '%'
    limit p_limit - found_already;
  end if;
end $$;
comment on function search.phones(bigint, text, text, integer, integer) is
  'Clients by digits of a phone: ending (1), beginning (2), and, where these are fewer than enough, anywhere inside from four digits on (3).';

drop function search.clients(text, integer);
drop function search.names(bigint, text[], boolean, bigint[], integer);

create function search.similar_words(p_organization_id bigint, p_word text)
returns table (word text, likeness integer)
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp
set pg_trgm.similarity_threshold = 0.4 set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  heard constant text := search.sound(p_word);
  slips constant integer := case when length(p_word) <= 4 then 1 when length(p_word) <= 8 then 2 else 3 end;
begin
  -- A slip costs a short word more of its trigrams, and one of four letters nearly all.
  perform set_limit(case when length(p_word) <= 6 then 0.4 else 0.5 end);
  return query
  select f.word::text, min(f.likeness) from (
    (select s.word, case when s.sound = heard then 3 else 4 end as likeness from search.words s
     where length(heard) > 1 and s.organization_id = p_organization_id
       and s.sound >= heard collate "C" and s.sound < heard || chr(1114111) collate "C"
     order by s.sound limit 40)
    union all
    (select s.word, 5 from search.words s
     where s.organization_id = p_organization_id and s.letters = search.letters(p_word)
       and levenshtein_less_equal(left(s.word, 60), left(p_word, 60), 2) <= 2
     limit 40)
    union all
    (select s.word, 5 from search.words s
     where length(p_word) > 4 and s.organization_id = p_organization_id and s.word % p_word
       and (levenshtein_less_equal(left(s.word, 60), left(p_word, 60), slips) <= slips
         or levenshtein_less_equal(left(s.word, length(p_word)), left(p_word, 60), 1) <= 1)
     order by similarity(s.word, p_word) desc, s.word limit 40)
  ) as f
  group by f.word;
end $$;
comment on function search.similar_words(bigint, text) is
  'Words of names that sound like a word (3), begin to (4), or are a slip or two away from it (5).';

create function search.names(p_organization_id bigint, p_words text[], p_is_forgiving boolean, p_clients bigint[],
  p_limit integer)
returns table (client_id bigint, pet_id bigint, rank integer)
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp
set plan_cache_mode = force_custom_plan as $$
#variable_conflict use_column
declare
  -- A word that more names have than this is common.
  common constant integer := 8000;
  -- How many names of the rarest word are looked at, and how many where the others are common as well.
  reach constant integer := 4000;
  short_reach constant integer := 800;
  clients bigint[] := p_clients;
  pets bigint[] := array(select 0::bigint from unnest(p_clients));
  ranks integer[] := array(select 0 from unnest(p_clients));
  step record;
begin
  for step in
    select w.word, w.word || chr(1114111) as beyond, near.words, near.likenesses,
      exact.names + alike.names > common as is_common
    from unnest(p_words) as w (word)
    cross join lateral (
      select array_agg(s.word order by s.likeness, s.word) as words,
        array_agg(s.likeness order by s.likeness, s.word) as likenesses
      from search.similar_words(p_organization_id, w.word) s
      where p_is_forgiving and length(w.word) >= 3
    ) as near
    cross join lateral (
      select count(*) as names from (
        select from search.tokens t where t.organization_id = p_organization_id and t.word >= w.word
          and t.word < w.word || chr(1114111)
        limit common + 1) as few
    ) as exact
    cross join lateral (
      select count(*) as names from (
        select from unnest(near.words) as n (word)
        join search.tokens t on t.organization_id = p_organization_id and t.word = n.word
        limit common + 1) as few
    ) as alike
    order by exact.names + alike.names, length(w.word) desc, w.word
  loop
    if clients is null then
      select array_agg(f.client_id), array_agg(f.pet_id), array_agg(f.rank) into clients, pets, ranks from (
        (select t.client_id, t.pet_id, case when t.word = step.word then 1 else 2 end as rank from search.tokens t
         where t.organization_id = p_organization_id and t.word >= step.word and t.word < step.beyond
         order by t.word limit reach)
        union all
        (select t.client_id, t.pet_id, n.likeness from unnest(step.words, step.likenesses) as n (word, likeness)
         cross join lateral (
           select t.client_id, t.pet_id from search.tokens t
           where t.organization_id = p_organization_id and t.word = n.word limit reach
         ) as t limit reach)
      ) as f;
    elsif step.is_common or cardinality(clients) < 200 then
      -- Few clients, or a word of so many names that reading these would take longer: ask for each client.
      select array_agg(f.client_id), array_agg(f.pet_id), array_agg(f.rank) into clients, pets, ranks from (
        select c.client_id, coalesce(nullif(c.pet_id, 0), t.pet_id) as pet_id, greatest(c.rank, min(t.rank)) as rank
        from unnest(clients[:short_reach], pets[:short_reach], ranks[:short_reach]) as c (client_id, pet_id, rank)
        cross join lateral (
          select o.pet_id, case when o.word = step.word then 1 when left(o.word, length(step.word)) = step.word then 2
            else step.likenesses[array_position(step.words, o.word::text)] end as rank
          from search.tokens o
          where o.organization_id = p_organization_id and o.client_id = c.client_id
            and (o.pet_id = 0 or c.pet_id = 0 or o.pet_id = c.pet_id)
            -- By left(), because the planner would turn a range of words into a scan of all who have them.
            and (left(o.word, length(step.word)) = step.word or o.word || '' = any (step.words))
        ) as t
        group by 1, 2, c.rank
      ) as f;
    else
      select array_agg(f.client_id), array_agg(f.pet_id), array_agg(f.rank) into clients, pets, ranks from (
        select c.client_id, coalesce(nullif(c.pet_id, 0), t.pet_id) as pet_id, greatest(c.rank, min(t.rank)) as rank
        from (
          -- Adding 0 keeps the clients out of the index condition, where each of them would cost a descent; as constants
          -- of the plan they are looked up by hash.
          select o.client_id, o.pet_id, case when o.word = step.word then 1 else 2 end as rank from search.tokens o
          where o.organization_id = p_organization_id and o.word >= step.word and o.word < step.beyond
            and o.client_id + 0 = any (clients)
          union all
          select o.client_id, o.pet_id, n.likeness from unnest(step.words, step.likenesses) as n (word, likeness)
          join search.tokens o on o.organization_id = p_organization_id and o.word = n.word
          where o.client_id + 0 = any (clients)
        ) as t
        join unnest(clients, pets, ranks) as c (client_id, pet_id, rank) on c.client_id = t.client_id
          and (t.pet_id = 0 or c.pet_id = 0 or t.pet_id = c.pet_id)
        group by 1, 2, c.rank
      ) as f;
    end if;
    exit when clients is null;
  end loop;
  return query
  select f.client_id, f.pet_id, min(f.rank) from unnest(clients, pets, ranks) as f (client_id, pet_id, rank)
  group by f.client_id, f.pet_id
  order by min(f.rank), f.client_id desc, f.pet_id
  limit p_limit;
end $$;
comment on function search.names(bigint, text[], boolean, bigint[], integer) is
  'Clients and pets, or those of the clients given, whose names have all words: exactly (1), as beginnings (2), or, when '
  'forgiving, alike (3 to 5, see search.similar_words); pet 0 where the words are the client''s own.';

create function search.clients(p_query text, p_limit integer default 20) returns table (
  client_id bigint, full_name text, local_name text, phone text, second_phone text, email text, is_client_active boolean,
  pet_id bigint, pet_name text, pet_local_name text, species text, breed text, date_of_birth date, birth_precision text,
  is_placeholder boolean, is_deceased boolean, is_active boolean, last_booking_at timestamp, rank integer, found_by text,
  number text
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
  wanted text := left(btrim(coalesce(p_query, '')), 200);
  rows_wanted integer := least(greatest(coalesce(p_limit, 20), 1), 100);
  reach integer := 2 * least(greatest(coalesce(p_limit, 20), 1), 100);
  token text;
  digits text := '';
  national text;
  words text[] := '{}';
  near_to bigint[];
  clients bigint[] := '{}';
  pets bigint[] := '{}';
  ranks integer[] := '{}';
  reasons text[] := '{}';
  numbers text[] := '{}';
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

  if wanted ~* '^r-?\d{1,12}$' then
    select array_agg(b.user_id), array_agg(b.pet_id), array_agg(0), array_agg('report'::text), array_agg(r.report_number)
    into clients, pets, ranks, reasons, numbers from test_reports r
    join booking_items i on i.organization_id = r.organization_id and i.id = r.booking_item_id
    join bookings b on b.organization_id = i.organization_id and b.id = i.booking_id
    where r.organization_id = organization
      and r.report_number = 'R-' || lpad(ltrim(desk.digits(wanted), '0'), greatest(6, length(ltrim(desk.digits(wanted),
        '0'))), '0');
  elsif wanted like '%@%' then
    select array_agg(u.id), array_agg(0), array_agg(1), array_agg('email'::text), array_agg(null::text)
    into clients, pets, ranks, reasons, numbers from (
      select k.id from users k
      where not sees_lab and k.organization_id = organization
        and lower(k.email) collate "C" >= lower(wanted) collate "C"
        and lower(k.email) collate "C" < (lower(wanted) || chr(1114111)) collate "C"
      limit reach) u;
  else
    foreach token in array regexp_split_to_array(wanted, '\s+') loop
      if token ~ '^[-+()./\d]*\d[-+()./\d]*$' then
        digits := digits || desk.digits(token);
      elsif token !~* '^b-?\d{1,12}$' then
        words := words || search.spelling(token);
      end if;
    end loop;
    if length(digits) < 3 and words <> '{}' then
      digits := '';
    end if;
    -- The number of a booking, with its letter or without.
    if words = '{}' and (wanted ~* '^b-?\d{1,12}$' or length(digits) between 1 and 8) then
      select array_agg(b.user_id), array_agg(b.pet_id), array_agg(case when digits = '' then 0 else 2 end),
        array_agg('booking'::text), array_agg(b.booking_number)
      into clients, pets, ranks, reasons, numbers from bookings b
      where b.organization_id = organization and b.booking_number
        = 'B-' || lpad(ltrim(desk.digits(wanted), '0'), greatest(6, length(ltrim(desk.digits(wanted), '0'))), '0');
    end if;
    if length(digits) between 9 and 15 and words = '{}' then
      select clients || array_agg(p.user_id), pets || array_agg(p.id), ranks || array_agg(0),
        reasons || array_agg('microchip'::text), numbers || array_agg(p.microchip)
      into clients, pets, ranks, reasons, numbers
      from public.pets p where p.organization_id = organization and p.microchip = digits;
    end if;
    if length(digits) between 3 and 20 and not sees_lab then
      if words = '{}' then
        select clients || array_agg(h.client_id), pets || array_agg(0), ranks || array_agg(h.rank),
          reasons || array_agg('phone'::text), numbers || array_agg(null::text)
        into clients, pets, ranks, reasons, numbers
        from search.phones(organization, digits, search.calling_code(place.country_code), reach) h;
      else
        select coalesce(array_agg(distinct h.client_id), '{}') into near_to
        from search.phones(organization, digits, search.calling_code(place.country_code), 2000, 1) h;
      end if;
    end if;
    if words <> '{}' and digits <> '' then
      select array_agg(h.client_id), array_agg(h.pet_id), array_agg(h.rank), array_agg('phone'::text),
        array_agg(null::text)
      into clients, pets, ranks, reasons, numbers from search.any_names(organization, words, near_to, reach, 1) h;
      -- Only then from the middle of numbers, where thousands may have four digits.
      if clients is null and length(digits) >= 4 then
        select coalesce(array_agg(distinct h.client_id), '{}') into near_to
        from search.phones(organization, digits, search.calling_code(place.country_code), 2000) h;
        select array_agg(h.client_id), array_agg(h.pet_id), array_agg(h.rank), array_agg('phone'::text),
          array_agg(null::text)
        into clients, pets, ranks, reasons, numbers from search.any_names(organization, words, near_to, reach, 1) h;
      end if;
    elsif words <> '{}' then
      -- A few who have several words exactly are enough; those of one word are looked for among all like it.
      select array_agg(h.client_id), array_agg(h.pet_id), array_agg(h.rank), array_agg('name'::text),
        array_agg(null::text)
      into clients, pets, ranks, reasons, numbers
      from search.any_names(organization, words, null, reach,
        case when cardinality(words) = 1 then rows_wanted else least(rows_wanted, 8) end) h;
    end if;
  end if;

  national := ltrim(digits, '0');
  return query
  with hit as (
    select distinct on (h.client_id, h.pet_id) h.* from unnest(clients, pets, ranks, reasons, numbers)
      as h (client_id, pet_id, rank, reason, number)
    order by h.client_id, h.pet_id, h.rank
  ),
  answer as (
    select distinct on (u.id, p.id) u.id as client_id, u.full_name::text as full_name, u.local_name,
      u.phone::text as phone, u.second_phone, u.phone_digits, u.second_phone_digits, u.email::text as email,
      u.is_active as is_client_active, p.id as pet_id, p.name as pet_name, p.local_name as pet_local_name, p.species,
      p.breed, p.date_of_birth, p.birth_precision, coalesce(p.is_placeholder, false) as is_placeholder,
      coalesce(p.is_deceased, false) as is_deceased, coalesce(p.is_active, true) as is_active,
      hit.rank + case when u.is_active and coalesce(p.is_active, true) and not coalesce(p.is_deceased, false) then 0
        else 10 end as rank,
      hit.reason, hit.number
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
    order by u.id, p.id, hit.rank
  )
  select a.client_id, a.full_name, a.local_name, case when not sees_lab then a.phone end,
    case when not sees_lab then a.second_phone end, case when sees_all then a.email end, a.is_client_active, a.pet_id,
    a.pet_name, a.pet_local_name, a.species, a.breed, a.date_of_birth, a.birth_precision, a.is_placeholder,
    a.is_deceased, a.is_active, recent.at at time zone place.time_zone, a.rank,
    case when a.reason = 'phone' and strpos(a.phone_digits, national) = 0 and strpos(a.second_phone_digits, national) > 0
      then 'second_phone' else a.reason end,
    a.number
  from answer a
  left join lateral (
    select b.booking_date as at from bookings b
    where b.organization_id = organization and b.user_id = a.client_id and a.pet_id is null
      or b.organization_id = organization and b.pet_id = a.pet_id
    order by b.booking_date desc limit 1
  ) recent on true
  order by a.rank, recent.at desc nulls last, a.full_name, a.pet_name, a.client_id, a.pet_id
  limit rows_wanted;
end $$;
comment on function search.clients(text, integer) is
  'Clients and pets by phone digits, names, mail, chip, booking or report number, as far as the session may see them; one '
  'row per pet, best rank first, with what it was found by. Ranks: 0 number, 1 to 5 as search.phones and search.names say, '
  '10 more for whom no booking is made.';

create function search.any_names(p_organization_id bigint, p_words text[], p_clients bigint[], p_limit integer,
  p_enough integer)
returns table (client_id bigint, pet_id bigint, rank integer)
language plpgsql stable security definer set search_path = pg_catalog, public, extensions, pg_temp as $$
#variable_conflict use_column
declare
  ways jsonb[] := array[to_jsonb(p_words)];
  way jsonb;
  is_forgiving boolean;
  clients bigint[] := '{}';
  pets bigint[] := '{}';
  ranks integer[] := '{}';
begin
  -- What was typed apart may be written together.
  for position in 1 .. least(cardinality(p_words), 5) - 1 loop
    ways := ways || to_jsonb(p_words[:position - 1] || (p_words[position] || p_words[position + 1])
      || p_words[position + 2:]);
  end loop;
  foreach is_forgiving in array array[false, true] loop
    foreach way in array ways loop
      -- The way it was typed first; another only where that finds nobody.
      exit when cardinality(clients) >= p_enough or way <> ways[1] and cardinality(clients) > 0;
      select clients || array_agg(n.client_id), pets || array_agg(n.pet_id), ranks || array_agg(n.rank)
      into clients, pets, ranks
      from search.names(p_organization_id, array(select jsonb_array_elements_text(way)), is_forgiving, p_clients, p_limit) n;
    end loop;
  end loop;
  return query
  select f.client_id, f.pet_id, min(f.rank) from unnest(clients, pets, ranks) as f (client_id, pet_id, rank)
  group by f.client_id, f.pet_id;
end $$;
comment on function search.any_names(bigint, text[], bigint[], integer, integer) is
  'search.names for words as typed or two as one, and forgiving where these find fewer than enough.';

revoke execute on all functions in schema desk, search from public;
-- It stands on functions of the search, which no desk calls by itself.
revoke execute on function desk.words(text) from labrador_desk;
grant execute on function search.clients(text, integer) to labrador_desk;
