package dev.coder.agent.loop;

import java.util.LinkedHashMap;
import java.util.Map;

/// Transcripts of sessions that this process has worked on lately: it need not read a long log again for every step.
/// A transcript belongs to one worker at a time: taken out, and given back only after all went well.
final class Transcripts {

    private static final int MOST = 64;

    private final Map<String, Transcript> resting = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Transcript> eldest) {
            return size() > MOST;
        }
    };

    synchronized Transcript take(String sessionId) {
        var known = resting.remove(sessionId);
        return known == null ? new Transcript() : known;
    }

    synchronized void giveBack(String sessionId, Transcript transcript) {
        resting.put(sessionId, transcript);
    }
}
