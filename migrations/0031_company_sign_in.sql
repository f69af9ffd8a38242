CREATE TABLE "provider_identities" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"user_id" bigint NOT NULL,
	"provider_id" text NOT NULL,
	"issuer" text NOT NULL,
	"subject" text NOT NULL,
	"last_used_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "provider_identities_issuer_subject_unique" UNIQUE("issuer","subject"),
	CONSTRAINT "provider_identities_userId_issuer_unique" UNIQUE("user_id","issuer")
);
--> statement-breakpoint
ALTER TABLE "password_links" ADD COLUMN "emailed_to" text;--> statement-breakpoint
ALTER TABLE "pending_sign_ins" ADD COLUMN "identity_id" bigint;--> statement-breakpoint
ALTER TABLE "pending_sign_ins" ADD COLUMN "authenticated_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "identity_id" bigint;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "factor_at_provider" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "sessions" ADD COLUMN "provider_confirmed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "email_verified_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "pending_email_address" text;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "pending_email_hash" "bytea";--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "pending_email_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "provider_identities" ADD CONSTRAINT "provider_identities_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "pending_sign_ins" ADD CONSTRAINT "pending_sign_ins_identity_id_provider_identities_id_fk" FOREIGN KEY ("identity_id") REFERENCES "public"."provider_identities"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_identity_id_provider_identities_id_fk" FOREIGN KEY ("identity_id") REFERENCES "public"."provider_identities"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "users" ADD CONSTRAINT "users_pendingEmailHash_unique" UNIQUE("pending_email_hash");