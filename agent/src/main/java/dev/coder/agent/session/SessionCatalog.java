package dev.coder.agent.session;

import dev.coder.protocol.ProtocolJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/// Finds sessions: the latest first, page by page, and by what was said in them.
public final class SessionCatalog {

    /// A place in the list. Several sessions may have been active in the same millisecond.
    public record Place(long lastActiveAt, String id) {

        static final Place START = new Place(Long.MAX_VALUE, "");

        public static Place of(SessionRow row) {
            return new Place(row.lastActiveAt(), row.id());
        }

        /// @throws RefusedException when it is not what [#toString] wrote
        public static Place parse(String text) {
            var dot = text.indexOf('.');
            try {
                return new Place(Long.parseLong(text, 0, Math.max(dot, 0), 10), text.substring(dot + 1));
            } catch (NumberFormatException e) {
                throw RefusedException.of(
                        "invalid-request",
                        400,
                        "before is not a place in the list.",
                        "Take it from `next` of the page before.");
            }
        }

        @Override
        public String toString() {
            return lastActiveAt + "." + id;
        }
    }

    /// @param workspaceId only of that workspace; null means all
    /// @param words       only where each of them was said; empty means all
    public record Search(
            String owner,
            @Nullable String workspaceId,
            String words,
            @Nullable Place before,
            int limit) {

        private List<String> patterns() {
            return Stream.of(SaidText.folded(words).strip().split("\\s+"))
                    .filter(word -> !word.isEmpty())
                    .limit(MOST_WORDS)
                    .map(word -> "%" + word.replaceAll("[%_!]", "!$0") + "%")
                    .toList();
        }
    }

    /// @param snippet a piece of what was said, around the first word that was searched for; null when none was
    public record Found(SessionRow row, @Nullable String snippet) {}

    private static final int MOST_WORDS = 8;

    private final Database database;

    public SessionCatalog(Database database) {
        this.database = database;
    }

    public List<Found> find(Search search) {
        return database.read(handle -> {
            var patterns = search.patterns();
            var rows = rows(handle, search, patterns);
            var found = new ArrayList<Found>();
            for (var row : rows) {
                found.add(new Found(row, patterns.isEmpty() ? null : snippet(handle, row, search, patterns)));
            }
            return found;
        });
    }

    private static List<SessionRow> rows(Handle handle, Search search, List<String> patterns) {
        var said = new StringBuilder();
        for (var i = 0; i < patterns.size(); i++) {
            said.append(" and exists (select 1 from session_text said where said.session_id = session.id")
                    .append(" and said.folded like :word" + i + " escape '!')");
        }
        var query = handle.createQuery("""
                        select * from session
                        where owner = :owner and status <> 'CLOSED'
                            and (last_active_at < :at or (last_active_at = :at and id < :id))
                            and (:workspace = '' or workspace_id = :workspace)
                        """ + said + " order by last_active_at desc, id desc limit :limit");
        var before = Objects.requireNonNullElse(search.before(), Place.START);
        return bound(query, patterns)
                .bind("owner", search.owner())
                .bind("at", before.lastActiveAt())
                .bind("id", before.id())
                .bind("workspace", Objects.requireNonNullElse(search.workspaceId(), ""))
                .bind("limit", search.limit())
                .map((row, _) -> SessionRow.of(row))
                .list();
    }

    private static Query bound(Query query, List<String> patterns) {
        for (var i = 0; i < patterns.size(); i++) {
            query.bind("word" + i, patterns.get(i));
        }
        return query;
    }

    /// Rather what was said than the title.
    private static @Nullable String snippet(Handle handle, SessionRow row, Search search, List<String> patterns) {
        var word = search.words().strip().split("\\s+")[0];
        return handle.createQuery("""
                        select seq from session_text where session_id = :id and folded like :word escape '!'
                        order by case when seq = 0 then 1 else 0 end, seq limit 1
                        """)
                .bind("id", row.id())
                .bind("word", patterns.getFirst())
                .mapTo(Long.class)
                .findOne()
                .flatMap(seq -> said(handle, row, seq))
                .map(text -> Snippet.of(text, word))
                .orElse(null);
    }

    private static Optional<String> said(Handle handle, SessionRow row, long seq) {
        if (seq == SaidText.TITLE) {
            return Optional.ofNullable(row.title());
        }
        return handle.createQuery("select payload from session_event where session_id = :id and seq = :seq")
                .bind("id", row.id())
                .bind("seq", seq)
                .mapTo(String.class)
                .findOne()
                .flatMap(json -> SaidText.of(ProtocolJson.readEvent(json).event()));
    }
}
