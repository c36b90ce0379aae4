-- The table of db-scheduler 16 (github.com/kagkarlsson/db-scheduler), the lease and takeover engine.

create table scheduled_tasks (
    task_name            text not null,
    task_instance        text not null,
    task_data            blob,
    execution_time       timestamp not null,
    picked               boolean not null,
    picked_by            text,
    last_success         timestamp,
    last_failure         timestamp,
    consecutive_failures int,
    last_heartbeat       timestamp,
    version              bigint not null,
    priority             smallint,
    primary key (task_name, task_instance)
);

create index execution_time_idx on scheduled_tasks (execution_time);
create index last_heartbeat_idx on scheduled_tasks (last_heartbeat);
