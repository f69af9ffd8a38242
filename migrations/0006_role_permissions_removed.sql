ALTER TABLE "roles" ADD COLUMN "counted_since" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "roles" ADD COLUMN "removed_permissions" text[];--> statement-breakpoint
ALTER TABLE "roles" ADD COLUMN "removed_at" timestamp (3) with time zone;