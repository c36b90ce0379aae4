package dev.coder.agent.session;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.security.SecureRandom;
import java.sql.Types;
import java.util.HexFormat;
import java.util.Map;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.HandleCallback;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;

/// The SQL database that holds all state: SQLite in a file, or PostgreSQL. The statements are the same on both.
public final class Database implements AutoCloseable {

    /// What differs between the two.
    enum Dialect {
        /// One connection: SQLite has one writer, and a queue in the pool is fairer than its busy handler.
        SQLITE("sqlite", 1),
        POSTGRESQL("postgresql", 16);

        private final String folder;
        private final int connections;

        Dialect(String folder, int connections) {
            this.folder = folder;
            this.connections = connections;
        }

        private Map<String, String> properties() {
            return switch (this) {
                case SQLITE ->
                    Map.of(
                            "journal_mode", "WAL",
                            "synchronous", "FULL",
                            "busy_timeout", "10000",
                            "transaction_mode", "IMMEDIATE");
                case POSTGRESQL -> Map.of("ApplicationName", "coder");
            };
        }

        private static Dialect of(String jdbcUrl) {
            for (var dialect : values()) {
                if (jdbcUrl.startsWith("jdbc:" + dialect.folder + ":")) {
                    return dialect;
                }
            }
            throw new IllegalArgumentException("not a database URL that Coder knows: " + withoutCredentials(jdbcUrl)
                    + "; give jdbc:sqlite:FILE or jdbc:postgresql://HOST/NAME");
        }
    }

    /// PostgreSQL holds no NUL character in a text, SQLite does. In events it is escaped; in a title, an id or a
    /// name something else takes its place.
    private static final class SafeText extends AbstractArgumentFactory<String> {

        SafeText() {
            super(Types.VARCHAR);
        }

        @Override
        protected Argument build(String value, ConfigRegistry config) {
            return (position, statement, _) -> statement.setString(position, value.replace('\0', '\uFFFD'));
        }
    }

    private final Dialect dialect;
    private final String jdbcUrl;
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(Dialect dialect, String jdbcUrl, HikariDataSource pool) {
        this.dialect = dialect;
        this.jdbcUrl = jdbcUrl;
        this.pool = pool;
        this.jdbi = jdbi(pool);
    }

    static Jdbi jdbi(DataSource source) {
        return Jdbi.create(source).registerArgument(new SafeText());
    }

    /// Opens the database and brings its tables up to date.
    ///
    /// @param jdbcUrl `jdbc:sqlite:FILE` or `jdbc:postgresql:…`
    /// @throws IllegalArgumentException for any other URL
    public static Database open(String jdbcUrl) {
        var dialect = Dialect.of(jdbcUrl);
        var config = new HikariConfig();
        config.setJdbcUrl(jdbcUrl);
        config.setPoolName("coder");
        config.setMaximumPoolSize(dialect.connections);
        config.setConnectionTimeout(30_000);
        dialect.properties().forEach(config::addDataSourceProperty);
        var pool = new HikariDataSource(config);
        try {
            migrate(pool, dialect);
        } catch (RuntimeException e) {
            pool.close();
            throw e;
        }
        return new Database(dialect, jdbcUrl, pool);
    }

    private static void migrate(DataSource pool, Dialect dialect) {
        Flyway.configure()
                .dataSource(pool)
                .locations("classpath:db/common", "classpath:db/" + dialect.folder)
                .javaMigrations(new SearchMigration())
                .load()
                .migrate();
    }

    <T> T read(HandleCallback<T, RuntimeException> work) {
        return jdbi.withHandle(work);
    }

    <T> T transaction(HandleCallback<T, RuntimeException> work) {
        return jdbi.inTransaction(work);
    }

    /// A random value of this database in hexadecimal digits: made on first use, the same ever after.
    String secret(String name) {
        var fresh = new byte[32];
        new SecureRandom().nextBytes(fresh);
        return transaction(handle -> {
            handle.execute(
                    "insert into secret (name, value) values (?, ?) on conflict do nothing",
                    name,
                    HexFormat.of().formatHex(fresh));
            return handle.createQuery("select value from secret where name = :name")
                    .bind("name", name)
                    .mapTo(String.class)
                    .one();
        });
    }

    DataSource dataSource() {
        return pool;
    }

    Dialect dialect() {
        return dialect;
    }

    /// Answers whether a statement can be run at this moment.
    public boolean reachable() {
        try {
            return read(handle ->
                    handle.createQuery("select 1").mapTo(Integer.class).one() == 1);
        } catch (RuntimeException e) {
            return false;
        }
    }

    /// The URL without user, password and parameters.
    public String name() {
        return withoutCredentials(jdbcUrl);
    }

    private static String withoutCredentials(String jdbcUrl) {
        return jdbcUrl.replaceFirst("\\?.*", "").replaceFirst("//[^/@]*@", "//");
    }

    @Override
    public void close() {
        pool.close();
    }
}
