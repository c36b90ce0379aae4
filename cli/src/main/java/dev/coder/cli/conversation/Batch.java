package dev.coder.cli.conversation;

import dev.coder.protocol.ProtocolJson;
import dev.coder.protocol.ToolResult;
import java.util.ArrayList;
import java.util.List;

/// As many results as one request may carry; the rest goes with the next one.
final class Batch {

    /// The agent takes 1 MiB.
    private static final int BYTES = 768 * 1024;

    private Batch() {}

    static List<ToolResult> first(List<ToolResult> results) {
        var batch = new ArrayList<ToolResult>();
        var bytes = 0;
        for (var result : results) {
            bytes += ProtocolJson.writeBytes(result).length;
            if (!batch.isEmpty() && bytes > BYTES) {
                break;
            }
            batch.add(result);
        }
        return batch;
    }
}
