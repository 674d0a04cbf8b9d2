select chorus_protect(t::regclass) from unnest(array['post_series', 'post_series_accounts']) t;
