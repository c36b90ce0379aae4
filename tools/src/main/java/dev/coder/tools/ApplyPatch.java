package dev.coder.tools;

import dev.coder.plugin.Effect;
import dev.coder.plugin.Invocation;
import dev.coder.plugin.PreviewLine;
import dev.coder.plugin.Recovered;
import dev.coder.plugin.Tool;
import dev.coder.plugin.ToolException;
import dev.coder.plugin.Workspace;
import dev.coder.protocol.RawJson;
import dev.coder.protocol.ToolSpec;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Changes several files at once, as a [Patch] says: all of them or none.
final class ApplyPatch implements Tool {

    @Override
    public ToolSpec spec() {
        return Specs.changing("apply_patch", null);
    }

    @Override
    public Invocation prepare(RawJson parameters, Workspace workspace) throws ToolException {
        var given = Parameters.of(parameters);
        var input = given.text("input");
        given.nothingElse();
        var targets = new ArrayList<PatchTarget>();
        for (var section : PatchParser.parse(input).sections()) {
            targets.add(PatchTarget.of(section, workspace));
        }
        return new Call(
                List.copyOf(targets), input, new Traces(UUID.randomUUID().toString()));
    }

    @Override
    public Recovered recover(String evidence, Path scratch) {
        return ChangeEvidence.parse(evidence).settle();
    }

    private record Call(List<PatchTarget> targets, String input, Traces traces) implements ChangingCall {

        @Override
        public String title() {
            var files = targets.stream()
                    .map(target -> target.file().shown())
                    .distinct()
                    .toList();
            var named = files.stream().limit(3).collect(Collectors.joining(", "));
            return CleanText.oneLine(
                    "patch " + named + (files.size() > 3 ? " and " + (files.size() - 3) + " more" : ""));
        }

        @Override
        public List<Effect> effects() {
            return targets.stream().flatMap(PatchTarget::effects).distinct().toList();
        }

        @Override
        public List<PreviewLine> wish() {
            return PreviewLine.of(PreviewLine.Kind.CODE, input);
        }

        @Override
        public Planned plan(@Nullable SeenFiles seen) throws ToolException {
            var plan = new PatchPlan(seen);
            for (var target : targets) {
                plan.apply(target);
            }
            return plan.planned(traces);
        }
    }
}
