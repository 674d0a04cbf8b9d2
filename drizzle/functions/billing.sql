-- The ledger of credits. A transaction changes the balance by its amount, nothing else does, and no transaction changes or goes: so the balance
-- is always the sum of the transactions, whatever else happens at the same time or is broken off.

create or replace function chorus_book_credits() returns trigger
language plpgsql as $$
begin
  update user_credits c set balance = c.balance + new.amount where c.workspace_id = new.workspace_id and c.id = new.user_credits_id;
  return null;
end $$;
create or replace trigger book_credits after insert on credit_transactions
  for each row execute function chorus_book_credits();

create or replace function chorus_keep_balance() returns trigger
language plpgsql as $$
begin
  if tg_op = 'INSERT' and new.balance <> 0 then raise exception 'Credits begin with nothing: book a transaction.'; end if;
  -- Depth 2 is the trigger of a transaction.
  if tg_op = 'UPDATE' and new.balance <> old.balance and pg_trigger_depth() < 2 then
    raise exception 'Only a transaction changes the balance.';
  end if;
  return new;
end $$;
create or replace trigger keep_balance before insert or update on user_credits
  for each row execute function chorus_keep_balance();

create or replace function chorus_keep_transaction() returns trigger
language plpgsql as $$
begin
  raise exception 'A transaction of credits is never changed.';
end $$;
create or replace trigger keep_transaction before update on credit_transactions
  for each row execute function chorus_keep_transaction();

-- Locks the credits of a workspace, and begins the period of `at` where it has not begun. What is left of the last period goes, but for
-- what was bought on top; a debt stays. A greater allowance within a period adds the difference.
create or replace function chorus_renew_credits(of_workspace uuid, free_allowance int, at timestamptz) returns user_credits
language plpgsql as $$
declare
  own user_credits;
  months int;
  anchor timestamp;
  starts timestamptz;
  kept bigint;
begin
  insert into user_credits (id, workspace_id, allowance, anchor_at)
    select chorus_new_id(at), w.id, free_allowance, w.created_at from workspaces w where w.id = of_workspace
    on conflict (workspace_id) do nothing;
  select * into own from user_credits c where c.workspace_id = of_workspace for update;
  anchor := own.anchor_at at time zone 'UTC';
  months := greatest(0, (extract(year from age(at at time zone 'UTC', anchor)) * 12 + extract(month from age(at at time zone 'UTC', anchor)))::int);
  while (anchor + make_interval(months => months + 1)) at time zone 'UTC' <= at loop months := months + 1; end loop;
  starts := (anchor + make_interval(months => months)) at time zone 'UTC';
  if own.period_start is null or starts > own.period_start then
    kept := least(own.topped_up, own.balance);
    update user_credits c set topped_up = greatest(kept, 0), granted = own.allowance, period_start = starts,
        period_end = (anchor + make_interval(months => months + 1)) at time zone 'UTC'
      where c.workspace_id = of_workspace;
    insert into credit_transactions (id, workspace_id, user_credits_id, kind, amount, reference, booked_at)
      values (chorus_new_id(at), of_workspace, own.id, 'period', own.allowance + kept - own.balance, 'period:' || starts::text, at);
  end if;
  select * into own from user_credits c where c.workspace_id = of_workspace;
  return own;
end $$;

-- Sets the allowance and the beginning of periods by what the workspace's subscriptions say now.
create or replace function chorus_set_allowance(of_workspace uuid, free_allowance int, new_allowance int, new_anchor timestamptz, at timestamptz) returns void
language plpgsql as $$
declare
  own user_credits;
begin
  own := chorus_renew_credits(of_workspace, free_allowance, at);
  update user_credits c set allowance = new_allowance, anchor_at = new_anchor
    where c.workspace_id = of_workspace and (c.allowance <> new_allowance or c.anchor_at <> new_anchor);
  own := chorus_renew_credits(of_workspace, free_allowance, at);
  if new_allowance <= own.granted then return; end if;
  update user_credits c set granted = new_allowance where c.workspace_id = of_workspace;
  insert into credit_transactions (id, workspace_id, user_credits_id, kind, amount, reference, booked_at)
    values (chorus_new_id(at), of_workspace, own.id, 'plan', new_allowance - own.granted, 'plan:' || own.period_start::text || ':' || new_allowance, at);
end $$;

-- Sets credits aside for an act; returns null where too few are left. What was set aside too long ago counts no more.
create or replace function chorus_reserve_credits(
  of_workspace uuid, reservation uuid, of_act text, wanted int, free_allowance int, at timestamptz, expires timestamptz
) returns uuid
language plpgsql as $$
declare
  own user_credits;
  aside bigint;
begin
  own := chorus_renew_credits(of_workspace, free_allowance, at);
  delete from credit_reservations r where r.workspace_id = of_workspace and r.expires_at <= at;
  aside := (select coalesce(sum(r.credits), 0) from credit_reservations r where r.workspace_id = of_workspace);
  if own.balance - aside < wanted then return null; end if;
  insert into credit_reservations (id, workspace_id, act, credits, expires_at)
    values (reservation, of_workspace, of_act, wanted, expires);
  return reservation;
end $$;

-- Ends a reservation: books what the act cost, once. An act that is done is paid for also where its reservation has expired.
create or replace function chorus_settle_credits(
  of_workspace uuid, reservation uuid, of_act text, used int, free_allowance int, at timestamptz
) returns void
language plpgsql as $$
declare
  own user_credits;
begin
  own := chorus_renew_credits(of_workspace, free_allowance, at);
  delete from credit_reservations r where r.workspace_id = of_workspace and r.id = reservation;
  if used > 0 then
    insert into credit_transactions (id, workspace_id, user_credits_id, kind, act, amount, reference, booked_at)
      values (chorus_new_id(at), of_workspace, own.id, 'use', of_act, -used, reservation::text, at)
      on conflict (workspace_id, reference) do nothing;
  end if;
end $$;

-- Books credits that were bought on top; returns whether they had not been booked before.
create or replace function chorus_top_up_credits(
  of_workspace uuid, bought int, purchase text, free_allowance int, at timestamptz
) returns boolean
language plpgsql as $$
declare
  own user_credits;
begin
  own := chorus_renew_credits(of_workspace, free_allowance, at);
  insert into credit_transactions (id, workspace_id, user_credits_id, kind, amount, reference, booked_at)
    values (chorus_new_id(at), of_workspace, own.id, 'top_up', bought, purchase, at)
    on conflict (workspace_id, reference) do nothing;
  if not found then return false; end if;
  update user_credits c set topped_up = c.topped_up + bought where c.workspace_id = of_workspace;
  return true;
end $$;
