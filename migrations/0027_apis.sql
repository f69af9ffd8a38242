CREATE TABLE "api_operations" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"api_id" bigint NOT NULL,
	"method" text NOT NULL,
	"path" text NOT NULL,
	"requires" text NOT NULL,
	"resource" text
);
--> statement-breakpoint
CREATE TABLE "apis" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"name" text NOT NULL,
	"description" text DEFAULT '' NOT NULL,
	"document" text NOT NULL,
	"revision" uuid DEFAULT gen_random_uuid() NOT NULL,
	CONSTRAINT "apis_name" UNIQUE("name")
);
--> statement-breakpoint
ALTER TABLE "api_operations" ADD CONSTRAINT "api_operations_api_id_apis_id_fk" FOREIGN KEY ("api_id") REFERENCES "public"."apis"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "api_operations_api" ON "api_operations" USING btree ("api_id","id");