ALTER TABLE "users" ADD COLUMN "muted_emails" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
CREATE INDEX "notes_user_id_index" ON "notes" USING btree ("user_id");--> statement-breakpoint
-- Notes on roles and tokens that no longer exist, which nobody could see.
DELETE FROM "notes" WHERE ("noteable_type" = 'Role' AND NOT EXISTS (SELECT 1 FROM "roles" WHERE "roles"."id" = "notes"."noteable_id"))
  OR ("noteable_type" = 'PersonalAccessToken' AND NOT EXISTS (SELECT 1 FROM "personal_access_tokens" WHERE "personal_access_tokens"."id" = "notes"."noteable_id"));
