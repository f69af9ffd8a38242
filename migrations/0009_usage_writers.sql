CREATE TABLE "usage_writers" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"asked" bigint DEFAULT '0' NOT NULL,
	"written" bigint DEFAULT '0' NOT NULL
);
