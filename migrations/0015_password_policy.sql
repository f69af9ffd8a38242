CREATE TABLE "password_policies" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"minimum_length" integer DEFAULT 12 NOT NULL,
	"minimum_password_strength" integer DEFAULT 3 NOT NULL,
	"requires_alpha_numeric" boolean DEFAULT false NOT NULL,
	"requires_at_least_one_special_character" boolean DEFAULT false NOT NULL,
	"requires_upper_and_lower_case_characters" boolean DEFAULT false NOT NULL
);
