DROP INDEX "access_logs_accessloggable_type_accessloggable_id_index";--> statement-breakpoint
DROP INDEX "access_logs_user_id_index";--> statement-breakpoint
DROP INDEX "logs_loggable_type_loggable_id_index";--> statement-breakpoint
DROP INDEX "logs_user_id_index";--> statement-breakpoint
DROP INDEX "analyses_project_id_index";--> statement-breakpoint
DROP INDEX "users_role_id_index";--> statement-breakpoint
DROP INDEX "personal_access_tokens_expires_at";--> statement-breakpoint
DROP INDEX "personal_access_tokens_created_at";--> statement-breakpoint
DROP INDEX "personal_access_tokens_name";--> statement-breakpoint
CREATE INDEX "access_logs_loggable" ON "access_logs" USING btree ("accessloggable_type","accessloggable_id","id");--> statement-breakpoint
CREATE INDEX "access_logs_user_id" ON "access_logs" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "logs_loggable" ON "logs" USING btree ("loggable_type","loggable_id","id");--> statement-breakpoint
CREATE INDEX "logs_user_id" ON "logs" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "analyses_project_id" ON "analyses" USING btree ("project_id","id");--> statement-breakpoint
CREATE INDEX "users_role_id" ON "users" USING btree ("role_id","id");--> statement-breakpoint
CREATE INDEX "users_name" ON "users" USING btree (lower(name),"id");--> statement-breakpoint
CREATE INDEX "users_username" ON "users" USING btree (lower(username),"id");--> statement-breakpoint
CREATE INDEX "users_email_address" ON "users" USING btree (lower(email_address),"id");--> statement-breakpoint
CREATE INDEX "users_created_at" ON "users" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "personal_access_tokens_expires_at" ON "personal_access_tokens" USING btree ("expires_at","id");--> statement-breakpoint
CREATE INDEX "personal_access_tokens_created_at" ON "personal_access_tokens" USING btree ("created_at","id");--> statement-breakpoint
CREATE INDEX "personal_access_tokens_name" ON "personal_access_tokens" USING btree (lower(name),"id");--> statement-breakpoint
-- Searching within a million names takes trigrams. Where the extension is not there or may not be made, searches read every row.
DO $$ BEGIN
	CREATE EXTENSION IF NOT EXISTS pg_trgm;
	CREATE INDEX "users_texts" ON "users" USING gin (
		lower('user_' || "id") gin_trgm_ops, lower("version"::text) gin_trgm_ops, lower("email_address") gin_trgm_ops,
		lower("language") gin_trgm_ops, lower("mobile_number") gin_trgm_ops, lower("name") gin_trgm_ops,
		lower("public_name") gin_trgm_ops, lower("username") gin_trgm_ops);
EXCEPTION WHEN OTHERS THEN
	RAISE NOTICE 'no index by trigrams: %', SQLERRM;
END $$;
