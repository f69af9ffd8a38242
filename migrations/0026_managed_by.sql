ALTER TABLE "custom_permissions" ADD COLUMN "managed_by" text;--> statement-breakpoint
ALTER TABLE "permission_sets" ADD COLUMN "managed_by" text;--> statement-breakpoint
ALTER TABLE "roles" ADD COLUMN "managed_by" text;--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD COLUMN "managed_by" text;--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD COLUMN "awaits_delivery" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "managed_by" text;