ALTER TABLE "pending_sign_ins" ADD COLUMN "provider_id" text;--> statement-breakpoint
ALTER TABLE "pending_sign_ins" ADD COLUMN "claims" jsonb;