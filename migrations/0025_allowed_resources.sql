ALTER TABLE "custom_permissions" ADD COLUMN "resource_kinds" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD COLUMN "allowed_resources" text[];