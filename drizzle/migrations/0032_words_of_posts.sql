-- The words of posts and of series, led by the tenant's: see match_posts.
create index scheduled_posts_words on scheduled_posts using gin (chorus_tenant_words(workspace_id, text));
--> statement-breakpoint
create index post_series_words on post_series using gin (chorus_tenant_words(workspace_id, text));
