-- The log of every session, and what is derived from it for quick answers. The same text runs on SQLite and PostgreSQL.
-- Times are milliseconds since the epoch; booleans are 0 and 1.

create table session (
    id                text   not null primary key,
    owner             text   not null,
    workspace_id      text,
    workspace         text,
    title             text,
    model             text   not null,
    limits            text   not null,
    tools_ref         text,
    status            text   not null,
    turn_id           text,
    executor_id       text,
    executor_epoch    bigint not null,
    lease_epoch       bigint not null,
    next_seq          bigint not null,
    created_at        bigint not null,
    last_active_at    bigint not null
);

create index session_by_owner on session (owner, last_active_at);
create index session_by_status on session (status, last_active_at);

create table session_event (
    session_id text   not null,
    seq        bigint not null,
    payload    text   not null,
    at         bigint not null,
    primary key (session_id, seq)
);

-- One row per call; result_sha256 is set when it is answered: that key is what makes a repeated answer harmless.
create table tool_call (
    session_id    text   not null,
    call_id       text   not null,
    turn_id       text   not null,
    seq           bigint not null,
    result_seq    bigint,
    result_sha256 text,
    primary key (session_id, call_id)
);

create table tool_set (
    ref   text not null primary key,
    tools text not null
);

create table idempotency (
    owner       text   not null,
    endpoint    text   not null,
    key         text   not null,
    body_sha256 text   not null,
    turn_id     text   not null,
    seq         bigint not null,
    at          bigint not null,
    primary key (owner, endpoint, key)
);
