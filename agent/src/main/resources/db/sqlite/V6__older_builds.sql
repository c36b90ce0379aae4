-- An agent of a build before version 5 that still runs knows no pools. It takes a turn whose work items it does not know
-- for one that was lost, and would do it with its own provider settings: its work item is not stored.

create trigger pooled_work_stays before insert on scheduled_tasks
when new.task_name = 'turn' and exists (
    select 1 from scheduled_tasks
    where task_name like 'turn:%'
      and task_instance like substr(new.task_instance, 1, instr(new.task_instance, '#')) || '%')
begin
    select raise(ignore);
end;
