ALTER TABLE "sign_in_attempts" ADD COLUMN "lock_logged" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "disabled_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "disabled_by_user_id" bigint;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "ended_sessions" integer;--> statement-breakpoint
CREATE INDEX "logs_changes" ON "logs" USING btree ("loggable_type","loggable_id","id") WHERE type in ('CREATED', 'UPDATED');--> statement-breakpoint
UPDATE "users" SET "disabled_at" = "entry"."created_at", "disabled_by_user_id" = "entry"."user_id",
	"ended_sessions" = coalesce(("entry"."previous"::jsonb ->> 'sessions')::integer, 0)
FROM (
	SELECT DISTINCT ON ("loggable_id") "loggable_id", "created_at", "user_id", "previous" FROM "logs"
	WHERE "loggable_type" = 'User' AND "type" IN ('CREATED', 'UPDATED') AND "current"::jsonb ->> 'enabled' = 'false'
	ORDER BY "loggable_id", "id" DESC
) AS "entry" WHERE "entry"."loggable_id" = "users"."id" AND NOT "users"."enabled";
