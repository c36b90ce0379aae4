package dev.coder.agent;

import dev.coder.agent.session.Database;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/// The two databases that everything is tested on: a file of SQLite, and a real PostgreSQL, started once for all tests.
public enum Engine {
    SQLITE,
    POSTGRESQL;

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static @Nullable EmbeddedPostgres postgres;

    /// A URL of a database that nobody has used before.
    public String freshUrl(Path folder) {
        var name = "coder" + NUMBER.incrementAndGet();
        return switch (this) {
            case SQLITE -> "jdbc:sqlite:" + folder.resolve(name + ".db");
            case POSTGRESQL -> postgresUrl(name);
        };
    }

    public Database fresh(Path folder) {
        return Database.open(freshUrl(folder));
    }

    private static synchronized String postgresUrl(String name) {
        try {
            if (postgres == null) {
                postgres = EmbeddedPostgres.builder().start();
            }
            try (var connection = postgres.getPostgresDatabase().getConnection();
                    var statement = connection.createStatement()) {
                statement.execute("create database " + name);
            }
            return postgres.getJdbcUrl("postgres", name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
