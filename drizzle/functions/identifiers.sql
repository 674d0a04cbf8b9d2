-- Makes a UUIDv7 (RFC 9562) of a time, as the application does: for rows that only SQL knows it makes.
create or replace function chorus_new_id(at timestamptz) returns uuid
language sql volatile
return encode(set_bit(set_bit(overlay(uuid_send(gen_random_uuid())
  placing substring(int8send(floor(extract(epoch from at) * 1000)::bigint) from 3) from 1), 52, 1), 53, 1), 'hex')::uuid;
