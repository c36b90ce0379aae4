package dev.coder.cli.terminal;

import dev.coder.cli.conversation.Screen;
import dev.coder.cli.execute.Approver;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Standard input, output and error, and which of them are a terminal.
///
/// @param colour whether styles may be used on a terminal
/// @param seat   where the conversation is shown and the user is asked instead, if there is such a place
public record Streams(
        PrintStream out,
        PrintStream err,
        boolean inIsTerminal,
        boolean outIsTerminal,
        boolean errIsTerminal,
        boolean colour,
        @Nullable Place seat) {

    /// A place of its own for a conversation.
    public record Place(Screen screen, Approver approver) {}

    public Streams(
            PrintStream out,
            PrintStream err,
            boolean inIsTerminal,
            boolean outIsTerminal,
            boolean errIsTerminal,
            boolean colour) {
        this(out, err, inIsTerminal, outIsTerminal, errIsTerminal, colour, null);
    }

    /// The same, with the conversation elsewhere.
    public Streams seated(Screen screen, Approver approver) {
        return new Streams(out, err, inIsTerminal, outIsTerminal, errIsTerminal, colour, new Place(screen, approver));
    }

    /// Those of this process.
    public static Streams system(Map<String, String> environment) {
        return new Streams(
                print(FileDescriptor.out),
                print(FileDescriptor.err),
                terminal(0),
                terminal(1),
                terminal(2),
                environment.getOrDefault("NO_COLOR", "").isEmpty()
                        && !environment.getOrDefault("TERM", "").equals("dumb"));
    }

    private static PrintStream print(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), false, StandardCharsets.UTF_8);
    }

    /// The launcher may say which of 0, 1 and 2 are terminals (`coder.terminals`); else Linux tells by a link, and
    /// elsewhere a shell is asked.
    private static boolean terminal(int descriptor) {
        var told = System.getProperty("coder.terminals");
        if (told != null) {
            return told.contains(Integer.toString(descriptor));
        }
        try {
            var link = Path.of("/proc/self/fd/" + descriptor);
            if (Files.isSymbolicLink(link)) {
                return Files.readSymbolicLink(link).toString().matches("/dev/(pts/\\d+|tty\\w*|console)");
            }
            return new ProcessBuilder("sh", "-c", "test -t " + descriptor)
                            .inheritIO()
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// The same with everything on standard output, in the order in which it happens.
    public Streams joined() {
        return new Streams(out, out, inIsTerminal, outIsTerminal, outIsTerminal, colour);
    }

    /// Asks on the terminal, when somebody sits there.
    public Approver approver() {
        if (seat != null) {
            return seat.approver();
        }
        return outIsTerminal || errIsTerminal ? new TerminalApprover(Path.of("/dev/tty")) : Approver.NOBODY;
    }

    /// Prints a line of its own on standard output, without what would move the cursor or colour the terminal.
    public void say(String line) {
        new Paper(out, false).line(Paper.Style.PLAIN, PlainText.stripSequences(line));
    }

    /// Prints a line on standard output, with everything in it made visible: names of files may hold anything.
    public void plain(String line) {
        new Paper(out, false).line(Paper.Style.PLAIN, PlainText.show(line));
    }

    /// Prints a line of a diff on standard output.
    public void diff(String line) {
        new Paper(out, outIsTerminal && colour).line(Paper.Style.ofDiff(line), PlainText.show(line));
    }

    /// Asks on the terminal.
    ///
    /// @return empty when nobody sits there
    public Optional<Boolean> confirm(String question) {
        return outIsTerminal || errIsTerminal ? new Confirmation(Path.of("/dev/tty")).ask(question) : Optional.empty();
    }

    /// Says something beside the answer.
    public void hint(String sentence) {
        new Paper(err, errIsTerminal && colour).line(Paper.Style.DIM, "coder: " + PlainText.show(sentence));
    }

    /// Asks on the terminal for what must not be seen there.
    ///
    /// @return empty when nobody sits there, or the conversation has the terminal for itself
    public Optional<String> hidden(String question) throws InterruptedException {
        return seat == null && (outIsTerminal || errIsTerminal)
                ? new HiddenLine(Path.of("/dev/tty")).ask(question)
                : Optional.empty();
    }

    /// Asks for a line on the terminal.
    ///
    /// @return empty when nobody sits there
    public Optional<String> ask(String question) {
        return outIsTerminal || errIsTerminal
                ? new Confirmation(Path.of("/dev/tty")).line(question + " ")
                : Optional.empty();
    }

    /// Says why Coder ends.
    public void complain(String sentence) {
        new Paper(err, errIsTerminal && colour).line(Paper.Style.BAD, "coder: " + PlainText.show(sentence));
    }

    /// The screen for one form of output.
    ///
    /// @param answerOnly whether only the last text is wanted
    public Screen screen(Output output, boolean answerOnly) {
        if (seat != null) {
            return seat.screen();
        }
        var outPaper = new Paper(out, outIsTerminal && colour);
        var errPaper = new Paper(err, errIsTerminal && colour);
        return switch (output) {
            case JSON -> new PlainScreen(new AnswerWriters.JsonObject(outPaper), errPaper);
            case JSONL -> new PlainScreen(new AnswerWriters.JsonLines(outPaper), errPaper);
            case TEXT -> {
                if (answerOnly) {
                    yield new PlainScreen(new AnswerWriters.Final(outPaper), errPaper);
                }
                yield outIsTerminal
                        ? new PlainScreen(new AnswerWriters.Streamed(outPaper), outPaper)
                        : new PlainScreen(new AnswerWriters.Whole(outPaper), errPaper);
            }
        };
    }
}
