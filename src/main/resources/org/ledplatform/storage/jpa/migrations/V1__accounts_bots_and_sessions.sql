-- The first schema. Ids are opaque text; times are UTC. "sealed" columns hold AES-256-GCM values
-- that only the master key opens; "blinded" columns hold keyed digests of names.
-- There are no foreign keys between rooms: each port removes what is its own.

create table installation (
  id integer primary key,
  founded boolean not null
);
insert into installation (id, founded) values (1, false);

create table users (
  id varchar(64) primary key,
  email varchar(254) not null constraint users_email_once unique,
  display_name varchar(400) not null,
  role varchar(16) not null,
  password_hash varchar(512) not null,
  created_at timestamp(9) with time zone not null
);

create table refresh_tokens (
  token_hash varchar(64) primary key,
  family varchar(64) not null,
  user_id varchar(64) not null,
  spent boolean not null,
  expires_at timestamp(9) with time zone not null
);
create index refresh_tokens_by_family on refresh_tokens (family);
create index refresh_tokens_by_expiry on refresh_tokens (expires_at);

create table data_keys (
  owner_id varchar(64) primary key,
  master_key_id varchar(64) not null,
  wrapped_key varbinary(256) not null
);

create table signing_keys (
  id varchar(64) primary key,
  sealed_key varbinary(16384) not null,
  created_at timestamp(9) with time zone not null
);

create table bots (
  id varchar(64) primary key,
  owner_id varchar(64) not null,
  name varchar(400) not null,
  network varchar(16) not null,
  prefix varchar(40) not null,
  config varchar(1000000) not null,
  wanted boolean not null,
  state varchar(32) not null,
  state_reason varchar(4000) not null,
  sealed_account varbinary(65536),
  created_at timestamp(9) with time zone not null,
  updated_at timestamp(9) with time zone not null,
  started_at timestamp(9) with time zone,
  last_activity_at timestamp(9) with time zone,
  node varchar(200)
);
create index bots_by_owner on bots (owner_id, created_at, id);
create index bots_by_wanted on bots (wanted);

create table bot_logs (
  id varchar(64) primary key,
  owner_id varchar(64) not null,
  bot_id varchar(64) not null,
  type varchar(16) not null,
  message varchar(100000) not null,
  metadata varchar(1000000) not null,
  logged_at timestamp(9) with time zone not null
);
create index bot_logs_by_bot on bot_logs (owner_id, bot_id, logged_at, id);
create index bot_logs_by_time on bot_logs (logged_at);

create table session_fences (
  owner_id varchar(64) not null,
  bot_id varchar(64) not null,
  fence bigint not null,
  primary key (owner_id, bot_id)
);

create sequence session_record_order start with 1 increment by 1;
create table session_records (
  position bigint primary key,
  owner_id varchar(64) not null,
  bot_id varchar(64) not null,
  kind varchar(64) not null,
  blinded_name varchar(64) not null,
  sealed_name varbinary(16384) not null,
  sealed_value blob not null,
  constraint session_records_once unique (owner_id, bot_id, kind, blinded_name)
);
