package dev.coder.cli.execute;

import dev.coder.cli.secrets.Revealed;
import dev.coder.plugin.Effect;
import dev.coder.plugin.Invocation;
import dev.coder.plugin.PreviewLine;
import dev.coder.plugin.ToolContext;
import dev.coder.plugin.ToolException;
import dev.coder.protocol.ToolOutput;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// An invocation in whose parameters hidden values were put back. The policy judges what will run, with the values; the
/// journal and titles hold their names. The user who is asked sees each value that is more than a plain word: it could
/// do something where it is put.
///
/// To use a value is an effect of its own, unless the call only writes files: then the write is judged.
record RevealedInvocation(Invocation invocation, Revealed revealed) implements Invocation {

    @Override
    public String title() {
        return revealed.concealInLine(invocation.title());
    }

    @Override
    public List<PreviewLine> preview() {
        return invocation.preview().stream()
                .map(line -> new PreviewLine(line.kind(), line.number(), revealed.concealPlain(line.text())))
                .toList();
    }

    @Override
    public Optional<String> editable() {
        return invocation.editable();
    }

    @Override
    public String evidence() throws ToolException {
        return revealed.conceal(invocation.evidence());
    }

    @Override
    public List<Effect> effects() {
        var effects = invocation.effects();
        return effects.isEmpty() || writesFilesOnly(effects) ? effects : withUse(effects);
    }

    /// The effects as the user may see them.
    List<Effect> shownEffects() {
        return effects().stream().map(this::shown).toList();
    }

    private static boolean writesFilesOnly(List<Effect> effects) {
        return effects.stream().anyMatch(Effect.WriteFile.class::isInstance)
                && effects.stream()
                        .allMatch(effect -> effect instanceof Effect.WriteFile || effect instanceof Effect.ReadFile);
    }

    private List<Effect> withUse(List<Effect> effects) {
        var all = new ArrayList<>(effects);
        revealed.values().keySet().stream().sorted().map(Effect.UseSecret::new).forEach(all::add);
        return all;
    }

    private Effect shown(Effect effect) {
        return switch (effect) {
            case Effect.ReadFile(var path) -> new Effect.ReadFile(shown(path));
            case Effect.ListDirectory(var path) -> new Effect.ListDirectory(shown(path));
            case Effect.WriteFile(var path) -> new Effect.WriteFile(shown(path));
            case Effect.DeleteFile(var path) -> new Effect.DeleteFile(shown(path));
            case Effect.RunCommand(var command, var folder) ->
                new Effect.RunCommand(revealed.concealPlain(command), shown(folder));
            case Effect.SendInput(var process, var input) ->
                new Effect.SendInput(revealed.concealPlain(process), revealed.concealPlain(input));
            case Effect.Fetch(var uri) -> new Effect.Fetch(shown(uri));
            case Effect.RunIsolated _, Effect.UseSecret _, Effect.Internal _ -> effect;
        };
    }

    private Path shown(Path path) {
        return Path.of(revealed.concealPlain(path.toString()));
    }

    private URI shown(URI uri) {
        return URI.create(revealed.concealPlain(uri.toString()));
    }

    @Override
    public ToolOutput run(ToolContext context) throws ToolException, InterruptedException {
        return invocation.run(context);
    }
}
