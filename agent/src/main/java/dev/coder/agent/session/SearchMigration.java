package dev.coder.agent.session;

import dev.coder.protocol.ProtocolJson;
import java.sql.Connection;
import org.flywaydb.core.api.MigrationVersion;
import org.flywaydb.core.api.migration.Context;
import org.flywaydb.core.api.migration.JavaMigration;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// Version 4 of the tables: makes what was said before there was a search findable.
final class SearchMigration implements JavaMigration {

    @Override
    public MigrationVersion getVersion() {
        return MigrationVersion.fromVersion("4");
    }

    @Override
    public String getDescription() {
        return "search of older sessions";
    }

    @Override
    public @Nullable Integer getChecksum() {
        return null;
    }

    @Override
    public boolean canExecuteInTransaction() {
        return true;
    }

    @Override
    public void migrate(Context context) {
        fill(context.getConnection());
    }

    private static void fill(Connection connection) {
        try (var handle = Database.jdbi(new BorrowedDataSource(connection)).open()) {
            handle.createQuery("select id, title from session")
                    .map((row, _) -> new Titled(row.getString(1), row.getString(2)))
                    .list()
                    .forEach(session -> fill(handle, session));
        }
    }

    private record Titled(String id, @Nullable String title) {}

    private static void fill(Handle handle, Titled session) {
        if (session.title() != null) {
            SaidText.keepTitle(handle, session.id(), session.title());
        }
        handle.createQuery("""
                        select payload from session_event
                        where session_id = :id and (payload like '{"type":"user.message"%'
                            or payload like '{"type":"steer.accepted"%'
                            or payload like '{"type":"message.completed"%')
                        order by seq
                        """)
                .bind("id", session.id())
                .mapTo(String.class)
                .list()
                .forEach(json -> SaidText.keep(handle, session.id(), ProtocolJson.readEvent(json)));
    }
}
