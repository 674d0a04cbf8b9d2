select chorus_protect(t::regclass) from unnest(array['media', 'scheduled_post_media']) t;
