package dev.coder.cli.doctor;

import io.avaje.jsonb.Json;
import java.util.List;

/// All findings, in the order in which they are shown.
///
/// @param usable whether none of them is a failure
@Json
public record Report(boolean usable, List<Finding> findings) {

    static Report of(List<Finding> findings) {
        return new Report(findings.stream().noneMatch(Finding::isFailure), findings);
    }
}
