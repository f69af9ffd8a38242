CREATE TABLE "custom_permissions" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"group" text NOT NULL,
	"description" text NOT NULL,
	"warning" text,
	"retired_at" timestamp (3) with time zone,
	CONSTRAINT "custom_permissions_name" UNIQUE("name")
);
--> statement-breakpoint
CREATE TABLE "permission_catalog" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"version" uuid DEFAULT gen_random_uuid() NOT NULL
);
