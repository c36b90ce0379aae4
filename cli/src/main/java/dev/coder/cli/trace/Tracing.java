package dev.coder.cli.trace;

import dev.coder.cli.execute.Approver;
import dev.coder.cli.execute.CallWatcher;
import dev.coder.cli.remote.AgentAddress;
import dev.coder.cli.remote.Endpoint;
import dev.coder.cli.remote.WireTap;
import dev.coder.cli.trace.TraceLine.Kind;
import dev.coder.protocol.SessionId;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Hears what this run of the CLI does, and passes it on without secrets. Thread-safe.
public final class Tracing implements WireTap {

    /// Requests by which a run settles in a session; others only look at one.
    private static final Pattern AT_WORK =
            Pattern.compile("\\S+ \\S+/v1/sessions/(ses_[A-Za-z0-9]{1,64})/(messages|continuations|executor|tools).*");

    private final List<TraceSink> sinks;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<TraceLine> held = new ArrayList<>();
    private final AtomicLong exchanges = new AtomicLong();
    private @Nullable Redacted redacted;

    Tracing(List<TraceSink> sinks) {
        this.sinks = List.copyOf(sinks);
    }

    /// From here on lines go out; what came before follows now.
    ///
    /// @param gate what every string passes before it is written
    public void begin(UnaryOperator<String> gate) {
        lock.lock();
        try {
            redacted = new Redacted(gate);
            held.forEach(this::write);
            held.clear();
        } finally {
            lock.unlock();
        }
    }

    /// Something worth knowing, in words.
    public void note(String sentence) {
        write(TraceLine.note(Kind.NOTE, sentence));
    }

    /// Hears the calls, and lets the watcher see them.
    public CallWatcher watching(CallWatcher watcher) {
        return new TracedCalls(watcher, this::write);
    }

    /// Hears the questions to the user and what they say.
    public Approver listening(Approver approver) {
        return new TracedApprover(approver, this::write);
    }

    /// Hears where the agent was found, or started, and how long that took.
    public AgentAddress locating(AgentAddress address) {
        var known = new AtomicReference<Endpoint>();
        return new AgentAddress() {
            @Override
            public Endpoint locate(@Nullable Endpoint failed) throws InterruptedException {
                var began = System.nanoTime();
                var found = address.locate(failed);
                if (!found.equals(known.getAndSet(found))) {
                    write(TraceLine.note(Kind.NOTE, "the agent is at " + found).took(System.nanoTime() - began));
                }
                return found;
            }

            @Override
            public String origin() {
                return address.origin();
            }
        };
    }

    void write(TraceLine line) {
        lock.lock();
        try {
            if (redacted == null) {
                held.add(line);
            } else {
                var clean = redacted.line(line);
                sinks.forEach(sink -> sink.write(clean));
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Answering sent(String target, Map<String, String> headers, String body) {
        var session = AT_WORK.matcher(target);
        if (session.matches()) {
            sinks.forEach(sink -> sink.session(new SessionId(session.group(1))));
        }
        var exchange = ProcessHandle.current().pid() + "-" + exchanges.incrementAndGet();
        write(TraceLine.of(Kind.SENT, exchange, target, body).headers(headers));
        return new Exchange(exchange, System.nanoTime());
    }

    private final class Exchange implements Answering {

        private final String exchange;
        private final long began;

        Exchange(String exchange, long began) {
            this.exchange = exchange;
            this.began = began;
        }

        @Override
        public InputStream answered(int status, InputStream body) {
            timed(Kind.ANSWERED, Integer.toString(status));
            return new TappedStream(
                    body,
                    line -> write(TraceLine.of(Kind.RECEIVED, exchange, null, line)),
                    () -> timed(Kind.ENDED, null),
                    this::broken);
        }

        @Override
        public void broken(IOException why) {
            if (Thread.currentThread().isInterrupted()) {
                timed(Kind.ENDED, null); // nobody wants the answer any more
            } else {
                timed(Kind.BROKEN, String.valueOf(why.getMessage()));
            }
        }

        private void timed(Kind kind, @Nullable String text) {
            write(TraceLine.of(kind, exchange, null, text).took(System.nanoTime() - began));
        }
    }
}
