ALTER TABLE "custom_permissions" ADD COLUMN "managed_by" text;--> statement-breakpoint
ALTER TABLE "permission_sets" ADD COLUMN "managed_by" text;--> statement-breakpoint
ALTER TABLE "roles" ADD COLUMN "managed_by" text;--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD COLUMN "managed_by" text;--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD COLUMN "awaits_delivery" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "managed_by" text;--> statement-breakpoint
-- Searches in users read indexes by trigrams only if all searched columns have one.
DO $$ BEGIN
	CREATE INDEX "users_managed_by_texts" ON "users" USING gin (lower("managed_by") gin_trgm_ops);
EXCEPTION WHEN OTHERS THEN
	RAISE NOTICE 'no index by trigrams: %', SQLERRM;
END $$;
