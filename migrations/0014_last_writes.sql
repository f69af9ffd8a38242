CREATE TABLE "last_writes" (
	"user_id" bigint PRIMARY KEY NOT NULL,
	"transaction" "xid8" NOT NULL
);
