-- Returns what a post says on an account, where its text may differ.
create or replace function chorus_said_on(said text, variants jsonb, account uuid) returns text
language sql immutable parallel safe as $$
select coalesce(variants -> account::text ->> 'text', said)
$$;

-- Returns the account whose own media a post shows there; null where it shows those of all accounts.
create or replace function chorus_shown_on(variants jsonb, account uuid) returns uuid
language sql immutable parallel safe as $$
select case when variants -> account::text ? 'media' then account end
$$;
