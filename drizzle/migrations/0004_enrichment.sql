-- It returns the number of the attempt too.
drop function if exists chorus_claim_posts(text, int, timestamptz, interval);
