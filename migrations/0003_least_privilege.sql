CREATE TABLE "access_requests" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"user_id" bigint NOT NULL,
	"token_id" bigint,
	"permissions" text[] NOT NULL,
	"reason" text DEFAULT '' NOT NULL,
	"state" text DEFAULT 'PENDING' NOT NULL,
	"decided_by_user_id" bigint,
	"decided_at" timestamp (3) with time zone,
	"answer" text DEFAULT '' NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "personal_access_token_operations" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"token_id" bigint NOT NULL,
	"hash" text NOT NULL,
	"operation_name" text,
	"document" text,
	"pinned_variables" text
);
--> statement-breakpoint
CREATE TABLE "usage" (
	"token_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"day" date NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"uses" bigint NOT NULL,
	CONSTRAINT "usage_token_id_user_id_day_kind_name_pk" PRIMARY KEY("token_id","user_id","day","kind","name")
);
--> statement-breakpoint
CREATE TABLE "usage_addresses" (
	"token_id" bigint NOT NULL,
	"address" text NOT NULL,
	"network" text NOT NULL,
	"first_used_at" timestamp (3) with time zone NOT NULL,
	"last_used_at" timestamp (3) with time zone NOT NULL,
	"uses" bigint NOT NULL,
	CONSTRAINT "usage_addresses_token_id_address_pk" PRIMARY KEY("token_id","address")
);
--> statement-breakpoint
ALTER TABLE "token_policies" ADD COLUMN "restore_latent_within_days" integer;--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD COLUMN "operations_hash" "bytea";--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD COLUMN "latent_permissions" text[];--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD COLUMN "shrunk_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD COLUMN "latent_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD COLUMN "counted_since" timestamp (3) with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD COLUMN "latent_need_told_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "access_requests" ADD CONSTRAINT "access_requests_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_requests" ADD CONSTRAINT "access_requests_token_id_personal_access_tokens_id_fk" FOREIGN KEY ("token_id") REFERENCES "public"."personal_access_tokens"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "access_requests" ADD CONSTRAINT "access_requests_decided_by_user_id_users_id_fk" FOREIGN KEY ("decided_by_user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "personal_access_token_operations" ADD CONSTRAINT "personal_access_token_operations_token_id_personal_access_tokens_id_fk" FOREIGN KEY ("token_id") REFERENCES "public"."personal_access_tokens"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "access_requests_user_id_index" ON "access_requests" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "access_requests_token_id_index" ON "access_requests" USING btree ("token_id");--> statement-breakpoint
CREATE INDEX "personal_access_token_operations_token_id_hash_index" ON "personal_access_token_operations" USING btree ("token_id","hash");--> statement-breakpoint
CREATE INDEX "usage_user_id_day_index" ON "usage" USING btree ("user_id","day");