package dev.coder.e2e.harness;

/// Counts what goes over a line, on all its connections together, and says where it breaks: once. Thread-safe.
final class LineMeter {

    private Cut cut = new Cut.Never();
    private long events;
    private long answered;
    private long requested;

    /// What one connection's answers ended with so far.
    static final class Position {
        private boolean lineEnded;
    }

    /// Starts counting from zero.
    synchronized void arm(Cut where) {
        cut = where;
        events = 0;
        answered = 0;
        requested = 0;
    }

    synchronized boolean hasCut() {
        return cut instanceof Cut.Never;
    }

    synchronized long events() {
        return events;
    }

    synchronized long answered() {
        return answered;
    }

    synchronized long requested() {
        return requested;
    }

    /// @return how many of these bytes of a request may pass; fewer than all means that the line breaks then
    synchronized int passRequest(int length) {
        long before = requested;
        requested += length;
        return cut instanceof Cut.InRequests(var offset) && requested > offset ? cutAt(offset - before) : length;
    }

    /// @return how many of these bytes of an answer may pass; fewer than all means that the line breaks then
    synchronized int passAnswer(byte[] bytes, int length, Position position) {
        long before = answered;
        answered += length;
        int wantedEvent = endOfWantedEvent(bytes, length, position);
        return switch (cut) {
            case Cut.AfterEvent _ when wantedEvent >= 0 -> cutAt(wantedEvent);
            case Cut.InAnswers(var offset) when answered > offset -> cutAt(offset - before);
            case Cut.AfterEvent _, Cut.InAnswers _, Cut.InRequests _, Cut.Never _ -> length;
        };
    }

    private int cutAt(long passing) {
        cut = new Cut.Never();
        return (int) Math.max(0, passing);
    }

    /// The place behind the event after which to break, or -1. An event ends with an empty line.
    private int endOfWantedEvent(byte[] bytes, int length, Position position) {
        int end = -1;
        for (int i = 0; i < length; i++) {
            boolean newline = bytes[i] == '\n';
            if (newline && position.lineEnded) {
                events++;
                end = cut instanceof Cut.AfterEvent(var wanted) && wanted == events ? i + 1 : end;
            }
            position.lineEnded = newline && !position.lineEnded;
        }
        return end;
    }
}
