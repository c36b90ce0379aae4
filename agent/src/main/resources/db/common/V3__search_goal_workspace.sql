-- What was said, in lower case, for the search: `seq` 0 is the session's title.

create table session_text (
    session_id text   not null,
    seq        bigint not null,
    folded     text   not null,
    primary key (session_id, seq)
);

alter table session add column goal text;

-- The workspace that the system prompt tells of; `workspace` is where the session is now.
alter table session add column first_workspace text;

create index session_by_activity on session (owner, last_active_at, id);
