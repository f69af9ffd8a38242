DROP INDEX "personal_access_tokens_expiry";--> statement-breakpoint
CREATE INDEX "personal_access_tokens_state" ON "personal_access_tokens" USING btree ("revoked_at","expires_at");--> statement-breakpoint
CREATE INDEX "personal_access_tokens_expires_at" ON "personal_access_tokens" USING btree ("expires_at");--> statement-breakpoint
CREATE INDEX "personal_access_tokens_created_at" ON "personal_access_tokens" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "personal_access_tokens_name" ON "personal_access_tokens" USING btree (lower(name));--> statement-breakpoint
-- Searching within a million names takes trigrams. Where the extension is not there or may not be made, searches read every row.
DO $$ BEGIN
	CREATE EXTENSION IF NOT EXISTS pg_trgm;
	CREATE INDEX "personal_access_tokens_texts" ON "personal_access_tokens" USING gin (lower("name") gin_trgm_ops,lower("description") gin_trgm_ops,lower("start") gin_trgm_ops,lower("last_four") gin_trgm_ops);
EXCEPTION WHEN OTHERS THEN
	RAISE NOTICE 'no index by trigrams: %', SQLERRM;
END $$;
