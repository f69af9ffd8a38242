CREATE TABLE "permission_sets" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"name_key" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"permissions" text[] NOT NULL,
	"built_in" text,
	CONSTRAINT "permission_sets_name" UNIQUE("name_key"),
	CONSTRAINT "permission_sets_built_in" UNIQUE("built_in")
);
--> statement-breakpoint
CREATE TABLE "analyses" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"project_id" bigint NOT NULL,
	"revision" text NOT NULL,
	"branch" text NOT NULL,
	"measures" jsonb NOT NULL,
	"user_id" bigint NOT NULL,
	"token_id" bigint
);
--> statement-breakpoint
CREATE TABLE "project_grants" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"project_id" bigint NOT NULL,
	"permission" text NOT NULL,
	"user_id" bigint,
	"role_id" bigint,
	CONSTRAINT "project_grants_one_holder" CHECK ((user_id is null) <> (role_id is null))
);
--> statement-breakpoint
CREATE TABLE "projects" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"key" text NOT NULL,
	"name" text NOT NULL,
	CONSTRAINT "projects_key" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "token_policies" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"maximum_token_lifetime_days" integer,
	"password_confirmation_minutes" integer DEFAULT 10 NOT NULL,
	"tokens_per_user" integer DEFAULT 100 NOT NULL,
	"revoke_unused_after_days" integer,
	"warning_days" integer DEFAULT 7 NOT NULL,
	"tokens_may_rotate_themselves" boolean DEFAULT false NOT NULL,
	"accept_session_parameter" boolean DEFAULT false NOT NULL
);
--> statement-breakpoint
CREATE TABLE "token_uses" (
	"token_id" bigint PRIMARY KEY NOT NULL,
	"last_used_at" timestamp (3) with time zone NOT NULL,
	"last_used_ip" text NOT NULL
);
--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD COLUMN "type" text DEFAULT 'USER' NOT NULL;--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD COLUMN "description" text DEFAULT '' NOT NULL;--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD COLUMN "permission_set_id" bigint;--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD COLUMN "permissions" text[];--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD COLUMN "methods" text[];--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD COLUMN "project_id" bigint;--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD COLUMN "allowed_subnets" text[];--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD COLUMN "previous_hash" "bytea";--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD COLUMN "previous_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD COLUMN "regenerated_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD COLUMN "idempotency_key_hash" "bytea";--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD COLUMN "idempotency_salt" text;--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD COLUMN "expiry_warned_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD COLUMN "expiry_told_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD COLUMN "unused_warned_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD COLUMN "dead_use_told_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "service_account" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "analyses" ADD CONSTRAINT "analyses_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_grants" ADD CONSTRAINT "project_grants_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_grants" ADD CONSTRAINT "project_grants_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "project_grants" ADD CONSTRAINT "project_grants_role_id_roles_id_fk" FOREIGN KEY ("role_id") REFERENCES "public"."roles"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "token_uses" ADD CONSTRAINT "token_uses_token_id_personal_access_tokens_id_fk" FOREIGN KEY ("token_id") REFERENCES "public"."personal_access_tokens"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "analyses_project_id_index" ON "analyses" USING btree ("project_id");--> statement-breakpoint
CREATE UNIQUE INDEX "project_grants_of_user" ON "project_grants" USING btree ("project_id","permission","user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "project_grants_of_role" ON "project_grants" USING btree ("project_id","permission","role_id");--> statement-breakpoint
CREATE INDEX "project_grants_user_id_index" ON "project_grants" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "project_grants_role_id_index" ON "project_grants" USING btree ("role_id");--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD CONSTRAINT "personal_access_tokens_permission_set_id_permission_sets_id_fk" FOREIGN KEY ("permission_set_id") REFERENCES "public"."permission_sets"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "personal_access_tokens" ADD CONSTRAINT "personal_access_tokens_project_id_projects_id_fk" FOREIGN KEY ("project_id") REFERENCES "public"."projects"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "personal_access_tokens_previous" ON "personal_access_tokens" USING btree ("previous_hash") WHERE previous_hash is not null;--> statement-breakpoint
CREATE INDEX "personal_access_tokens_expiry" ON "personal_access_tokens" USING btree ("expires_at") WHERE revoked_at is null;