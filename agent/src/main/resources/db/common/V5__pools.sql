-- Whose provider settings the work of a session is done with: the name of a pool of agents. Null: nobody has said yet.

alter table session add column pool text;

-- Random values of this database, made on first use.
create table secret (
    name  text not null primary key,
    value text not null
);
