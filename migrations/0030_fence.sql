ALTER TABLE "authentication_factors" ADD COLUMN "fenced_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD COLUMN "fenced_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "fenced_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "users_fenced" ON "users" USING btree ("id") WHERE fenced_at is not null;